import { readApp } from '../../apps/index.ts';
import type { AdminApi, Answer } from '../admin-api.ts';
import { resultsOf } from './find-app.ts';

/** A name under which the app calls a MongoDB, and how it wants to read from it. */
export interface Service {
  readonly name: string;
  readonly readPreference: string;
}

/** The data sources of the version that is served. @throws Error when none is */
export async function servicesOf(api: AdminApi, appPath: string): Promise<readonly Service[]> {
  const { activeVersion, clientAppId } = await api.call('GET', appPath);
  if (activeVersion === undefined)
    throw new Error(
      `The app ${String(clientAppId)} has no version yet: deploy one, it says which data sources there are.`,
    );
  const { files } = await api.call('GET', `${appPath}/versions/${Number(activeVersion)}/files`);
  return readApp(new Map(Object.entries(files as Readonly<Record<string, string>>))).app?.dataSources ?? [];
}

/** What the data source is called that serves this app alone. */
export function linkName(id: string, service: string): string {
  return `${id}.${service}`;
}

export function dataSourcesPath(appPath: string): string {
  return appPath.replace(/\/apps\/[^/]+$/, '/dataSources');
}

/** The data sources of the app's project, by name. */
export async function dataSourcesOf(api: AdminApi, appPath: string): Promise<ReadonlyMap<string, Answer>> {
  const all = resultsOf(await api.call('GET', `${dataSourcesPath(appPath)}?itemsPerPage=500`));
  return new Map(all.map((one) => [String(one['name']), one]));
}

/** Where a name of the app leads. */
export interface Place {
  readonly service: string;
  /** The project's data source; absent: the service's own MongoDB. */
  readonly dataSource?: string;
  /** Without its credentials. */
  readonly uri?: string;
  readonly readPreference?: string;
}

/** As the service finds it: the app's own link, else the project's data source of that name, else the service's own MongoDB. */
export function placeOf(id: string, service: string, dataSources: ReadonlyMap<string, Answer>): Place {
  const found = dataSources.get(linkName(id, service)) ?? dataSources.get(service);
  if (found === undefined) return { service };
  const { name, uri, readPreference } = found;
  return {
    service,
    dataSource: String(name),
    uri: String(uri),
    ...(typeof readPreference === 'string' && { readPreference }),
  };
}

/** In words. */
export function whereItIs({ uri, readPreference }: Place): string {
  if (uri === undefined) return "the service's own MongoDB";
  return readPreference === undefined || readPreference === 'primary' ? uri : `${uri} (reads from ${readPreference})`;
}
