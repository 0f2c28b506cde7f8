import type { ActiveApp, AppService } from '../active-apps/index.ts';
import type { AppUser } from '../app-users/index.ts';
import { openDocuments, type Documents, type DocumentsDeps } from '../documents/index.ts';
import { Problem } from '../problem/index.ts';
import type { RuleRequest, RuleSettings } from '../rules/index.ts';

export interface AppDataDeps {
  /** The service's own MongoDB, and its database there: out of reach for apps, whoever asks. */
  readonly ownDataSource: string;
  readonly serviceDatabase: string;
  readonly settings: RuleSettings;
}

export interface CollectionPlace {
  /** The name under which the app links a MongoDB. */
  readonly service: string;
  readonly database: string;
  readonly collection: string;
}

interface Caller {
  readonly app: ActiveApp;
  readonly user: AppUser;
  readonly request: RuleRequest;
}

/** Who waits for what is asked, and hears of it. */
type Call = Pick<DocumentsDeps, 'signal' | 'onMisfit'>;

export interface AppData {
  /** @throws Problem SERVICE_NOT_FOUND; COLLECTION_NOT_REACHABLE; NO_MATCHING_RULE where the collection has no rules */
  open(caller: Caller, place: CollectionPlace, call?: Call): Documents;
}

export function createAppData(deps: AppDataDeps): AppData {
  return {
    open({ app, user, request }, { service: name, database, collection }, call) {
      const service = requireService(app, name);
      return openDocuments({
        source: service.dataSource,
        namespace: { database, collection },
        rules: service.collection(database, collection),
        settings: deps.settings,
        reaches: (other) => isOpen(deps, service, other),
        context: { user, request, values: app.values, environment: app.environment },
        ...call,
      });
    },
  };
}

function requireService(app: ActiveApp, name: string): AppService {
  const service = app.service(name);
  if (service === undefined) throw new Problem('SERVICE_NOT_FOUND', { parameters: [name] });
  return service;
}

const ofTheServer = new Set(['admin', 'config', 'local']);

/** MongoDB takes database names that differ by case for one. */
function isOpen(
  { ownDataSource, serviceDatabase }: AppDataDeps,
  { dataSource }: AppService,
  database: string,
): boolean {
  const name = database.toLowerCase();
  const isClosed = ofTheServer.has(name) || name === serviceDatabase.toLowerCase();
  return dataSource.name !== ownDataSource || !isClosed;
}
