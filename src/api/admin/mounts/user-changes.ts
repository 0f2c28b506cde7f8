import type { OperationRequest } from '../../../contract/index.ts';
import type { Document, Filter } from '../../../mongo/index.ts';
import { Problem } from '../../../problem/index.ts';
import type { DocdbMountRecord, Store } from '../../../store/index.ts';
import { callerOf } from '../caller.ts';
import { updateRecord } from '../revisions.ts';
import { asProjectMount, findMount, mountFilter, type MountPath, type ProjectMount } from './record.ts';

type UserPath = MountPath & { readonly username: string };

interface UserChange {
  readonly eventTypeName: string;
  readonly username: string;
  /** What the mount must be like for the change. */
  readonly filter: Filter<DocdbMountRecord>;
  readonly update: Document;
  /** Why it is not. */
  readonly refusal: (mount: ProjectMount) => Problem;
}

/** Changes the users of a mount, which are a part of its record and of its entity tag. @returns the mount as it is then */
export async function changeUsers(
  store: Store,
  request: Pick<OperationRequest<unknown>, 'headers' | 'principal'> & { readonly path: MountPath },
  { eventTypeName, username, filter, update, refusal }: UserChange,
): Promise<ProjectMount> {
  const { path } = request;
  const { _id, groupId } = mountFilter(path);
  return store.change(callerOf(request), async ({ transaction, tell }) => {
    const missing = refusal(await findMount(store, path, transaction));
    const whole = { _id, groupId, ...filter };
    const target = { collection: store.docdbMounts, filter: whole, request, transaction, missing };
    const updated = await updateRecord(target, update);
    await tell({ eventTypeName, groupId, target: { mountId: _id.toHexString(), targetUsername: username } });
    return asProjectMount(updated);
  });
}

export function noMountUser({ username, mountId }: UserPath): Problem {
  return new Problem('MOUNT_USER_NOT_FOUND', { parameters: [username, mountId] });
}
