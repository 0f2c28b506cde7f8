import type { OperationHandler } from '../../../contract/index.ts';
import { callerOf } from '../caller.ts';
import type { AdminDeps } from '../deps.ts';
import { knownId } from '../ids.ts';
import { tagged } from '../revisions.ts';
import { keyPath, toApiKey } from './present.ts';
import { makeApiKey } from './record.ts';
import { rolesInOrganization } from './role-names.ts';

/** Makes a key of an organization; its private part is in this answer alone. */
export function createOrganizationApiKey({
  store,
  encryption,
}: AdminDeps): OperationHandler<'createOrganizationApiKey'> {
  return async (request) => {
    const orgId = knownId(request.path.orgId);
    const roles = rolesInOrganization(request.body.roles, orgId);
    const { key, privateKey } = makeApiKey(encryption, { orgId, desc: request.body.desc, roles });
    await store.change(callerOf(request), async ({ transaction, tell }) => {
      await store.apiKeys.insertOne(key, transaction);
      await tell({ eventTypeName: 'API_KEY_CREATED', orgId, target: { targetPublicKey: key.publicKey } });
    });
    return { status: 200, headers: { ...tagged(key), Location: keyPath(key) }, body: toApiKey(key, privateKey) };
  };
}
