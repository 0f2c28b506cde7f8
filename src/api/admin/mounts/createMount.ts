import type { OperationHandler } from '../../../contract/index.ts';
import type { ObjectId } from '../../../mongo/index.ts';
import { Problem } from '../../../problem/index.ts';
import type { Store, Transaction } from '../../../store/index.ts';
import { callerOf } from '../caller.ts';
import { orConflict } from '../conflicts.ts';
import type { AdminDeps } from '../deps.ts';
import { knownId } from '../ids.ts';
import { requireRoomLeft } from '../room-left.ts';
import { tagged } from '../revisions.ts';
import { draftMount } from './draft.ts';
import { requireOwnPath } from './overlaps.ts';
import { mountHref, toMount } from './present.ts';

const mostMounts = { most: 500, code: 'MAX_MOUNTS_PER_GROUP_EXCEEDED' } as const;

/** Opens a path under `/docdb`. */
export function createMount(deps: AdminDeps): OperationHandler<'createMount'> {
  const { store } = deps;
  return async (request) => {
    const { dataSource, overrides = false } = request.body;
    const groupId = knownId(request.path.groupId);
    const draft = await draftMount(request.body, groupId, deps);
    const writing = store.change(callerOf(request), async ({ transaction, tell, holdProject, holdPaths }) => {
      if (!(await holdProject(groupId))) throw new Problem('GROUP_NOT_FOUND', { parameters: [request.path.groupId] });
      await holdPaths();
      await requireRoomLeft(store.docdbMounts, groupId, mostMounts, transaction);
      const overProject = dataSource !== undefined && (await holdDataSource(store, groupId, dataSource, transaction));
      const mount = { ...draft, ...overProject };
      if (overProject && !overrides) await requireOwnPath(store, mount, transaction);
      await store.docdbMounts.insertOne(mount, transaction);
      await tell({ eventTypeName: 'MOUNT_CREATED', groupId, target: { mountId: mount._id.toHexString() } });
      return mount;
    });
    const mount = await orConflict(writing, 'MOUNT_ALREADY_EXISTS', draft.path);
    return { status: 201, headers: { ...tagged(mount), Location: mountHref(mount) }, body: toMount(mount) };
  };
}

/** Keeps the data source from being deleted meanwhile: of both changes, MongoDB lets one through. */
async function holdDataSource(
  store: Store,
  groupId: ObjectId,
  name: string,
  transaction: Transaction,
): Promise<{ dataSourceId: ObjectId }> {
  const held = { $set: { heldBy: groupId } };
  const found = await store.dataSources.findOneAndUpdate({ groupId, name }, held, transaction);
  if (found === null) throw new Problem('DATA_SOURCE_NOT_FOUND', { parameters: [name, groupId.toHexString()] });
  return { dataSourceId: found._id };
}
