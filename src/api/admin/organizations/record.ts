import { Problem } from '../../../problem/index.ts';
import type { Organization, Store } from '../../../store/index.ts';
import { knownId } from '../ids.ts';

export function noOrganization(orgId: string): Problem {
  return new Problem('ORG_NOT_FOUND', { parameters: [orgId] });
}

/** @throws Problem ORG_NOT_FOUND */
export async function findOrganization(store: Store, orgId: string): Promise<Organization> {
  const found = await store.organizations.findOne({ _id: knownId(orgId), isDeleted: false });
  if (found === null) throw noOrganization(orgId);
  return found;
}
