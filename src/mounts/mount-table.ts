import type { Mount } from './mount.ts';
import { isCollectionName, isDatabaseName } from './names.ts';

export interface MountTable {
  /** The mount with the longest scope that covers the collection; undefined when none opens it. */
  readonly find: (database: string, collection: string) => Mount | undefined;
}

export interface MountTableOptions {
  /** The database of the service's own data, which no mount opens. */
  readonly serviceDatabase: string;
  /** Told of each mount that is left out, and why. Absent: such a mount is an error. */
  readonly onUnusable?: (mount: Mount, reason: string) => void;
}

/** @throws Error that names the mounts when a mount can never be used or two have the same scope. */
export function createMountTable(
  mounts: readonly Mount[],
  { serviceDatabase, onUnusable = refuse }: MountTableOptions,
): MountTable {
  const closedDatabases = new Set(['admin', 'local', 'config', serviceDatabase.toLowerCase()]);
  const isOpen = (database: string, collection: string): boolean =>
    // MongoDB takes database names that differ only in case for the same one.
    isDatabaseName(database) && isCollectionName(collection, database) && !closedDatabases.has(database.toLowerCase());

  const byScope = new Map<string, Mount>();
  for (const mount of mounts) {
    const scope = scopeOf(mount.database, mount.collection);
    const other = byScope.get(scope);
    const fault =
      faultOf(mount, isOpen) ?? (other && `Mounts ${other.id} and ${mount.id} both open ${scope}: keep one`);
    if (fault === undefined) byScope.set(scope, mount);
    else onUnusable(mount, fault);
  }

  return {
    find(database, collection) {
      if (!isOpen(database, collection)) return undefined;
      return byScope.get(scopeOf(database, collection)) ?? byScope.get(scopeOf(database)) ?? byScope.get(scopeOf());
    },
  };
}

/** The scope as the path that it has. Database names hold no slash, so two scopes never look the same. */
function scopeOf(database?: string, collection?: string): string {
  if (database === undefined) return '/docdb';
  return collection === undefined ? `/docdb/${database}` : `/docdb/${database}/${collection}`;
}

function refuse(_mount: Mount, reason: string): never {
  throw new Error(reason);
}

function faultOf(mount: Mount, isOpen: (database: string, collection: string) => boolean): string | undefined {
  const { id, database, collection, defaultLimit, maxLimit } = mount;
  if (database === undefined && collection !== undefined) {
    return `Mount ${id} has a collection (${collection}) but no database: name its database`;
  }
  if (database !== undefined && !isOpen(database, collection ?? 'any')) {
    return (
      `Mount ${id} opens ${scopeOf(database, collection)}, which is never reachable: admin, local, config, the service's own ` +
      'database, system.* collections and invalid names are closed'
    );
  }
  if (defaultLimit > maxLimit) {
    return `Mount ${id} has a defaultLimit (${defaultLimit}) above its maxLimit (${maxLimit}): raise one or lower the other`;
  }
  return undefined;
}
