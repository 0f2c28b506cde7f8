import type { RawMount } from './config-file.ts';
import type { MountSettings } from './config.ts';
import { secret, type ReadingContext } from './kinds.ts';
import { suggest } from '../spelling/index.ts';
import { reasonOf } from './reason.ts';

/** The name under which mounts reach the service's own MongoDB. */
export const ownDataSource = 'default';

export interface MountSurroundings extends ReadingContext {
  readonly dataSources: readonly string[];
  readonly serviceDatabase: string;
  /** Ends the reading: `place` is under the mount (`.users[0].password`). */
  readonly fail: (place: string, message: string) => never;
}

/** What a mount is where it says nothing else. */
export const mountDefaults = {
  dataSource: ownDataSource,
  methods: ['GET', 'PUT', 'POST', 'PATCH', 'DELETE'],
  defaultLimit: 1000,
  maxLimit: 1_000_000,
  maxTimeMs: 30_000,
  allowServerSideJavaScript: false,
} as const satisfies Omit<MountSettings, 'users'>;

/** A mount's scope is its path: `/docdb`, `/docdb/demodb`, `/docdb/demodb/democollection`. */
export function mountPath({ database, collection }: Pick<MountSettings, 'database' | 'collection'>): string {
  return ['/docdb', database, collection].filter((part) => part !== undefined).join('/');
}

/** One mount of the config file with defaults filled in and its passwords read. */
export function readMount(raw: RawMount, around: MountSurroundings): MountSettings {
  checkScope(raw, around);
  const { auth, users, ...said } = raw;
  const maxLimit = raw.maxLimit ?? mountDefaults.maxLimit;
  const defaultLimit = raw.defaultLimit ?? Math.min(mountDefaults.defaultLimit, maxLimit);
  if (defaultLimit > maxLimit) around.fail('.defaultLimit', `is ${defaultLimit}, more than maxLimit ${maxLimit}`);
  return {
    ...mountDefaults,
    ...said,
    dataSource: readDataSourceName(raw, around),
    users: readUsers(users, auth, around),
    defaultLimit,
    maxLimit,
  };
}

function checkScope({ database, collection }: RawMount, { serviceDatabase, fail }: MountSurroundings): void {
  if (collection !== undefined && database === undefined)
    fail('.collection', 'needs the database that it is in: add database');
  if (database !== undefined && ['admin', 'local', 'config', serviceDatabase].includes(database)) {
    fail('.database', `${database} is never reachable over /docdb; name another database`);
  }
  if (database !== undefined && !/^[^/\\. "$\0]{1,63}$/.test(database)) fail('.database', 'is no valid database name');
  if (collection !== undefined && /^system\.|[$\0]/.test(collection))
    fail('.collection', 'system collections and names with $ are never reachable');
}

function readDataSourceName(
  { dataSource = ownDataSource }: RawMount,
  { dataSources, fail }: MountSurroundings,
): string {
  if (dataSources.includes(dataSource)) return dataSource;
  const meant = suggest(dataSource, dataSources);
  return fail(
    '.dataSource',
    `there is no data source ${dataSource}; ${meant === undefined ? 'add it to dataSources' : `did you mean ${meant}?`}`,
  );
}

function readUsers(
  users: RawMount['users'],
  auth: RawMount['auth'],
  around: MountSurroundings,
): MountSettings['users'] {
  if (auth === 'none' && users !== undefined)
    return around.fail('', 'has users and auth: none; leave one of them away');
  if (auth === 'none') return 'none';
  if (users === undefined)
    return around.fail('', 'says neither users nor auth: none; add users, or auth: none to open it to everybody');
  const names = users.map(({ username }) => username);
  const twice = names.findIndex((username, index) => names.indexOf(username) !== index);
  if (twice !== -1) return around.fail(`.users[${twice}].username`, `${names[twice]} is there twice`);
  return users.map(({ username, password }, index) => ({
    username,
    password: readPassword(password, `.users[${index}].password`, around),
  }));
}

function readPassword(text: string, place: string, around: MountSurroundings) {
  try {
    return secret.parse(text, around);
  } catch (error) {
    return around.fail(place, reasonOf(error));
  }
}
