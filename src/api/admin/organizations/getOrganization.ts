import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { tagged } from '../revisions.ts';
import { toOrganization } from './present.ts';
import { findOrganization } from './record.ts';

/** One organization. */
export function getOrganization({ store }: AdminDeps): OperationHandler<'getOrganization'> {
  return async ({ path }) => {
    const organization = await findOrganization(store, path.orgId);
    return { status: 200, headers: tagged(organization), body: toOrganization(organization) };
  };
}
