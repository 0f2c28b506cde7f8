import type { OperationHandler } from '../../../contract/index.ts';
import { ObjectId } from '../../../mongo/index.ts';
import { callerOf } from '../caller.ts';
import type { AdminDeps } from '../deps.ts';
import { grantToCaller } from '../grants.ts';
import { tagged } from '../revisions.ts';
import { toOrganization } from './present.ts';

/** Makes an organization, which belongs to its creator. */
export function createOrganization({ store }: AdminDeps): OperationHandler<'createOrganization'> {
  return async (request) => {
    const { name } = request.body;
    const orgId = new ObjectId();
    const made = {
      _id: orgId,
      name,
      isDeleted: false,
      apiAccessListRequired: false,
      createdAt: new Date(),
      revision: 1,
    };
    await store.change(callerOf(request), async ({ transaction, tell }) => {
      await store.organizations.insertOne(made, transaction);
      await grantToCaller(store, callerOf(request), { roleName: 'ORG_OWNER', orgId }, transaction);
      await tell({ eventTypeName: 'ORG_CREATED', orgId });
    });
    const headers = { ...tagged(made), Location: `/orgs/${orgId.toHexString()}` };
    const organization = toOrganization(made);
    return { status: 201, headers, body: request.naming.generation === 'atlas' ? { organization } : organization };
  };
}
