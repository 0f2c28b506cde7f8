import type { Mount } from './mount.ts';
import { createReach, mountPath } from './scope.ts';

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
  const isOpen = createReach(serviceDatabase);
  const byScope = new Map<string, Mount>();
  for (const mount of mounts) {
    const scope = mountPath(mount);
    const other = byScope.get(scope);
    const fault =
      faultOf(mount, isOpen) ?? (other && `Mounts ${other.id} and ${mount.id} both open ${scope}: keep one`);
    if (fault === undefined) byScope.set(scope, mount);
    else onUnusable(mount, fault);
  }

  return {
    find(database, collection) {
      if (!isOpen(database, collection)) return undefined;
      return (
        byScope.get(`/docdb/${database}/${collection}`) ?? byScope.get(`/docdb/${database}`) ?? byScope.get('/docdb')
      );
    },
  };
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
      `Mount ${id} opens ${mountPath(mount)}, which is never reachable: admin, local, config, the service's own ` +
      'database, system.* collections and invalid names are closed'
    );
  }
  if (defaultLimit > maxLimit) {
    return `Mount ${id} has a defaultLimit (${defaultLimit}) above its maxLimit (${maxLimit}): raise one or lower the other`;
  }
  return undefined;
}
