import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { tagged } from '../revisions.ts';
import { toSettings } from './present.ts';
import { findOrganization } from './record.ts';

/** What holds for all of an organization. */
export function getOrganizationSettings({ store }: AdminDeps): OperationHandler<'getOrganizationSettings'> {
  return async ({ path }) => {
    const organization = await findOrganization(store, path.orgId);
    return { status: 200, headers: tagged(organization), body: toSettings(organization) };
  };
}
