import type { OperationHandler } from '../../../contract/index.ts';
import { Problem } from '../../../problem/index.ts';
import { callerOf } from '../caller.ts';
import type { AdminDeps } from '../deps.ts';
import { knownId } from '../ids.ts';
import { tagged } from '../revisions.ts';
import { keyPath, toApiKey } from './present.ts';
import { makeApiKey, organizationOf } from './record.ts';
import { rolesInProject } from './role-names.ts';

/** Makes a key of the project's organization with roles in the project. */
export function createProjectApiKey({ store, encryption }: AdminDeps): OperationHandler<'createProjectApiKey'> {
  return async (request) => {
    const groupId = knownId(request.path.groupId);
    const roles = rolesInProject(request.body.roles, groupId);
    const orgId = await organizationOf(store, groupId);
    const { key, privateKey } = makeApiKey(encryption, { orgId, desc: request.body.desc, roles });
    await store.change(callerOf(request), async ({ transaction, tell, holdProject }) => {
      if (!(await holdProject(groupId))) throw new Problem('GROUP_NOT_FOUND', { parameters: [request.path.groupId] });
      await store.apiKeys.insertOne(key, transaction);
      await tell({ eventTypeName: 'API_KEY_CREATED', orgId, groupId, target: { targetPublicKey: key.publicKey } });
    });
    return { status: 200, headers: { ...tagged(key), Location: keyPath(key) }, body: toApiKey(key, privateKey) };
  };
}
