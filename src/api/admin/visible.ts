import type { AdminPrincipal } from '../../contract/index.ts';
import { ObjectId, type Filter } from '../../mongo/index.ts';
import { seesProjects } from '../../auth/index.ts';
import type { Project, Store } from '../../store/index.ts';

/** The projects that the caller may see, as a filter; mostly one that a single index answers in order. */
export async function visibleProjects({ projects }: Store, caller: AdminPrincipal): Promise<Filter<Project>> {
  const { all, orgIds, groupIds } = seesProjects(caller.roles);
  if (all) return {};
  const inOrganizations = { orgId: { $in: orgIds.map(toId) } };
  const single = { _id: { $in: groupIds.map(toId) } };
  if (orgIds.length === 0) return single;
  if (groupIds.length === 0) return inOrganizations;
  // Who owns an organization often has roles in its projects as well. An $or would make MongoDB merge two indexes for each page.
  const outside = { ...single, orgId: { $nin: orgIds.map(toId) } };
  const others = await projects.find(outside, { projection: { _id: 1 } }).toArray();
  if (others.length === 0) return inOrganizations;
  return { $or: [inOrganizations, { _id: { $in: others.map(({ _id }) => _id) } }] };
}

/** The same of one organization. */
export function visibleProjectsIn(orgId: ObjectId, caller: AdminPrincipal): Filter<Project> {
  const { all, orgIds, groupIds } = seesProjects(caller.roles);
  return all || orgIds.includes(orgId.toHexString()) ? { orgId } : { orgId, _id: { $in: groupIds.map(toId) } };
}

function toId(hex: string): ObjectId {
  return new ObjectId(hex);
}
