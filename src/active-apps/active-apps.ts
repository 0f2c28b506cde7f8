import type { AppDefinition } from '../apps/index.ts';
import { ObjectId, type DataSource, type DataSources, type Db } from '../mongo/index.ts';
import type { Encryption } from '../secrets/index.ts';
import {
  activeAppCollections,
  appSecretPlace,
  linkId,
  listActiveApps,
  readContent,
  type ActiveAppRecord,
  type Follower,
  type Store,
} from '../store/index.ts';
import type { ActiveApp, AppService } from './active-app.ts';
import { compileApp, environmentOf, toService, valuesOf } from './compile-app.ts';
import { readCustomData } from './custom-data.ts';

export interface ActiveAppsDeps {
  readonly store: Pick<Store, 'appVersions' | 'appVersionParts'>;
  readonly encryption: Encryption;
  readonly dataSources: DataSources;
  /** Serves every data source name that a project has not linked. */
  readonly ownDataSource: string;
}

export interface ActiveApps extends Follower {
  find(clientAppId: string): Promise<ActiveApp | undefined>;
  /** @param id of the record, 24 hex digits */
  findById(id: string): Promise<ActiveApp | undefined>;
}

interface Entry {
  readonly record: ActiveAppRecord;
  /** What the record, its secrets and links looked like when it was read. */
  readonly state: string;
  opened?: Promise<ActiveApp>;
}

const unknown = Promise.resolve(undefined);

/** Nothing is served before the first `reread`. Each app is read and compiled when it is first called, and again after a change. */
export function createActiveApps(deps: ActiveAppsDeps): ActiveApps {
  let byName = new Map<string, Entry>();
  let byId = new Map<string, Entry>();

  /** One that cannot be opened is tried again by the next request. */
  const open = (entry: Entry): Promise<ActiveApp> =>
    (entry.opened ??= openApp(deps, entry.record).catch((error: unknown) => {
      delete entry.opened;
      throw error;
    }));

  const openIfKnown = (entry: Entry | undefined) => (entry === undefined ? unknown : open(entry));

  return {
    collections: activeAppCollections,
    async reread(db: Db) {
      const entries = (await listActiveApps(db)).map((record): Entry => {
        const known = byName.get(record.app.clientAppId);
        const state = JSON.stringify(record);
        return known?.state === state ? known : { record, state };
      });
      byName = new Map(entries.map((entry) => [entry.record.app.clientAppId, entry]));
      byId = new Map(entries.map((entry) => [entry.record.app._id.toHexString(), entry]));
    },
    find: (clientAppId) => openIfKnown(byName.get(clientAppId)),
    findById: (id) => openIfKnown(byId.get(id)),
  };
}

async function openApp(deps: ActiveAppsDeps, record: ActiveAppRecord): Promise<ActiveApp> {
  const { app, accessLists } = record;
  const definition = await readDefinition(deps, record);
  const compiled = compileApp(definition);
  const secretOf = (name: string): string | undefined => {
    const secret = record.secrets.find((one) => one.name === name);
    return secret && deps.encryption.decrypt(secret.value, appSecretPlace(app._id, name));
  };
  const service = (name: string): AppService | undefined => {
    if (!definition.dataSources.some((source) => source.name === name)) return undefined;
    return toService(sourceOf(deps, record, name), name, compiled);
  };
  return {
    id: app._id,
    groupId: app.groupId.toHexString(),
    clientAppId: app.clientAppId,
    name: app.name,
    version: app.activeVersion,
    definition,
    providers: definition.authProviders,
    secretOf,
    values: valuesOf(definition, secretOf),
    environment: environmentOf(definition),
    mayUseDataApi: compiled.mayUseDataApi,
    functionsNotCalled: compiled.functionsNotCalled,
    accessLists,
    service,
    customDataOf: (userId) => readCustomData(definition.customUserData, service, userId),
  };
}

async function readDefinition({ store, encryption }: ActiveAppsDeps, { app }: ActiveAppRecord): Promise<AppDefinition> {
  const version = await store.appVersions.findOne({ appId: new ObjectId(app._id), number: app.activeVersion });
  if (version === null) throw new Error(`the app ${app.clientAppId} has no version ${app.activeVersion}`);
  return (await readContent(store.appVersionParts, version, encryption)).app;
}

/**
 * The data source that the project has linked for this app, else for all its apps, else the service's own MongoDB. The process hears
 * of links here and of data sources elsewhere: a link counts while it knows both.
 */
function sourceOf({ dataSources, ownDataSource }: ActiveAppsDeps, { app, links }: ActiveAppRecord, service: string) {
  const linked = (name: string): DataSource | undefined => {
    const link = links.find((one) => one.name === name);
    return link && dataSources.find(linkId(link._id));
  };
  return linked(`${app.clientAppId}.${service}`) ?? linked(service) ?? dataSources.get(ownDataSource);
}
