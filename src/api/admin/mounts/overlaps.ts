import type { Filter, ObjectId } from '../../../mongo/index.ts';
import type { MountScope } from '../../../mounts/index.ts';
import { Problem } from '../../../problem/index.ts';
import type { DocdbMountRecord, Store, Transaction } from '../../../store/index.ts';

interface NewPath extends MountScope {
  readonly groupId: ObjectId;
  readonly path: string;
}

/**
 * Requires that nobody else has a path around or within this one: who sends something there means theirs. The very same path is the
 * unique index's affair.
 * @throws Problem MOUNT_OVERLAPS
 */
export async function requireOwnPath(store: Store, mount: NewPath, transaction: Transaction): Promise<void> {
  const filter = { groupId: { $ne: mount.groupId }, path: { $ne: mount.path }, $or: overlapping(mount) };
  const other = await store.docdbMounts.findOne(filter, { ...transaction, projection: { _id: 1 } });
  if (other !== null) throw new Problem('MOUNT_OVERLAPS', { parameters: [mount.path] });
}

function overlapping({ database, collection }: MountScope): Filter<DocdbMountRecord>[] {
  const nothing = { $exists: false };
  if (database === undefined) return [{}];
  if (collection === undefined) return [{ database: nothing }, { database }];
  return [{ database: nothing }, { database, collection: nothing }, { database, collection }];
}
