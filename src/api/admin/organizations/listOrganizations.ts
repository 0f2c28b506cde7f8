import type { AdminPrincipal, OperationHandler } from '../../../contract/index.ts';
import { ObjectId, type Filter } from '../../../mongo/index.ts';
import type { Organization } from '../../../store/index.ts';
import { callerOf } from '../caller.ts';
import type { AdminDeps } from '../deps.ts';
import { listRecords } from '../listing.ts';
import { toOrganization } from './present.ts';

/** One page of the organizations that the caller belongs to. */
export function listOrganizations({ store }: AdminDeps): OperationHandler<'listOrganizations'> {
  return async (request) => {
    const { name } = request.query;
    const filter = { isDeleted: false, ...visible(callerOf(request)), ...(name !== undefined && { name }) };
    const options = { filter, sort: { _id: 1 }, toEntity: toOrganization };
    return { status: 200, body: await listRecords(store.organizations, request, options) };
  };
}

/** A role in the service opens all. */
function visible({ roles }: AdminPrincipal): Filter<Organization> {
  if (roles.some(({ orgId, groupId }) => orgId === undefined && groupId === undefined)) return {};
  return { _id: { $in: roles.flatMap(({ orgId }) => (orgId === undefined ? [] : [new ObjectId(orgId)])) } };
}
