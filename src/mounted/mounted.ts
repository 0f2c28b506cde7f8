import { isDeepStrictEqual } from 'node:util';
import type { DataSources, Db, LinkedDataSource, Log } from '../mongo/index.ts';
import { createMountTable, type Mount, type MountTable } from '../mounts/index.ts';
import type { Encryption } from '../secrets/index.ts';
import {
  linkId,
  listDataSources,
  listDocdbMounts,
  mountedCollections,
  uriPlace,
  type DataSourceRecord,
  type Follower,
} from '../store/index.ts';

export interface MountedDeps {
  /** Told which data sources of projects there are. */
  readonly dataSources: DataSources;
  readonly encryption: Encryption;
  /** The data source and the database of the service's own data, out of reach for everything that is mounted. */
  readonly ownDataSource: string;
  readonly serviceDatabase: string;
  readonly log: Log;
}

export interface Mounted extends Follower {
  /** Of this moment. A mount in it is the same object as long as nothing about it changes. */
  readonly table: MountTable;
}

/** Nothing is open before the first `reread`. */
export function createMounted(deps: MountedDeps): Mounted {
  const { serviceDatabase, log } = deps;
  let mounts: readonly Mount[] = [];
  let table = createMountTable(mounts, { serviceDatabase });
  let told = '';

  /** Another service on the same store may have data sources that this one was not told of. Said once. */
  function tellUnknown(without: readonly Mount[]): void {
    const mountIds = without.map(({ id }) => id);
    if (mountIds.length > 0 && mountIds.join() !== told)
      log.warn({ mountIds }, 'mounts are left out: their data sources are not in the config file of this service');
    told = mountIds.join();
  }

  /** All in one go: no request comes in between. */
  function become(all: readonly Mount[], records: readonly DataSourceRecord[]): void {
    deps.dataSources.link(
      'projects',
      records.map((record) => toLinked(record, deps)),
    );
    const known = new Set([...deps.dataSources.names(), ...records.map(({ _id }) => linkId(_id))]);
    tellUnknown(all.filter(({ dataSource }) => !known.has(dataSource)));
    const next = unchangedKept(
      all.filter(({ dataSource }) => known.has(dataSource)),
      mounts,
    );
    if (next.length === mounts.length && next.every((mount, index) => mount === mounts[index])) return;
    mounts = next;
    table = createMountTable(mounts, {
      serviceDatabase,
      onUnusable: ({ id }, reason) => log.warn({ mountId: id, reason }, 'a mount is left out'),
    });
  }

  return {
    collections: mountedCollections,
    get table() {
      return table;
    },
    async reread(db: Db) {
      // In this order: what a mount needs was there before the mount.
      const all = await listDocdbMounts(db);
      become(all, await listDataSources(db));
    },
  };
}

function toLinked(record: DataSourceRecord, { encryption, ownDataSource }: MountedDeps): LinkedDataSource {
  const { _id, name, uri, readPreference, revision } = record;
  return {
    id: linkId(_id),
    version: String(revision),
    apartFrom: ownDataSource,
    config: () => ({
      name,
      uri: encryption.decrypt(uri, uriPlace(_id)),
      ...(readPreference !== undefined && { readPreference }),
    }),
  };
}

/** What is remembered of a mount, such as checked passwords, holds as long as the object. */
function unchangedKept(next: readonly Mount[], former: readonly Mount[]): Mount[] {
  const byId = new Map(former.map((mount) => [mount.id, mount]));
  return next.map((mount) => {
    const known = byId.get(mount.id);
    return known !== undefined && isDeepStrictEqual(known, mount) ? known : mount;
  });
}
