import type { ObjectId } from '../../../mongo/index.ts';
import { Problem } from '../../../problem/index.ts';
import type { DocdbMountRecord, Store, Transaction } from '../../../store/index.ts';
import { knownId, requireId } from '../ids.ts';

/** A mount that was made by this API. */
export type ProjectMount = DocdbMountRecord & Required<Pick<DocdbMountRecord, 'groupId' | 'createdAt' | 'revision'>>;

export type MountPath = { readonly groupId: string; readonly mountId: string };

export function noMount({ groupId, mountId }: MountPath): Problem {
  return new Problem('MOUNT_NOT_FOUND', { parameters: [mountId, groupId] });
}

/** The one mount that the path names, as a filter. @throws Problem MOUNT_NOT_FOUND for what is no id */
export function mountFilter({ groupId, mountId }: MountPath): { _id: ObjectId; groupId: ObjectId } {
  return { _id: requireId(mountId, 'MOUNT_NOT_FOUND', groupId), groupId: knownId(groupId) };
}

/** @throws Problem MOUNT_NOT_FOUND */
export async function findMount(store: Store, path: MountPath, transaction: Transaction = {}): Promise<ProjectMount> {
  const mount = await store.docdbMounts.findOne(mountFilter(path), transaction);
  if (mount === null) throw noMount(path);
  return asProjectMount(mount);
}

/** Only this API makes mounts with a project, and always complete. */
export function asProjectMount(record: DocdbMountRecord): ProjectMount {
  const { groupId, createdAt, revision } = record;
  if (groupId === undefined || createdAt === undefined || revision === undefined)
    throw new Error(`the mount ${record._id.toHexString()} is not one of the admin API`);
  return { ...record, groupId, createdAt, revision };
}
