import type { OperationRequest } from '../../../contract/index.ts';
import { Problem } from '../../../problem/index.ts';
import type { ApiKey, ApiKeyRole, Store } from '../../../store/index.ts';
import { callerOf } from '../caller.ts';
import { knownId, requireId } from '../ids.ts';
import { updateRecord } from '../revisions.ts';
import { noApiKey, organizationOf } from './record.ts';

type Request = Pick<OperationRequest<unknown>, 'headers' | 'principal'> & {
  readonly path: { readonly groupId: string; readonly apiKeyId: string };
};

/** Gives a key of the project's organization exactly these roles in the project; none takes it out of the project. */
export async function setProjectRoles(
  store: Store,
  request: Request,
  { eventTypeName, roles }: { eventTypeName: string; roles: readonly ApiKeyRole[] },
): Promise<ApiKey> {
  const { path } = request;
  const groupId = knownId(path.groupId);
  const _id = requireId(path.apiKeyId, 'API_KEY_NOT_FOUND');
  const orgId = await organizationOf(store, groupId);
  return store.change(callerOf(request), async ({ transaction, tell, holdProject }) => {
    if (!(await holdProject(groupId))) throw new Problem('GROUP_NOT_FOUND', { parameters: [path.groupId] });
    const filter = { _id, orgId, ...(roles.length === 0 && { 'roles.groupId': groupId }) };
    const target = { collection: store.apiKeys, filter, request, transaction, missing: noApiKey(path.apiKeyId) };
    const key = await updateRecord(target, { $pull: { roles: { groupId } } });
    const all = [...key.roles, ...roles];
    await store.apiKeys.updateOne({ _id }, { $set: { roles: all } }, transaction);
    await tell({ eventTypeName, orgId, groupId, target: { targetPublicKey: key.publicKey } });
    return { ...key, roles: all };
  });
}
