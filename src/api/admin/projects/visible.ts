import type { AdminPrincipal } from '../../../contract/index.ts';
import { ObjectId, type Filter } from '../../../mongo/index.ts';
import { seesProjects } from '../../../auth/index.ts';
import type { Project } from '../../../store/index.ts';

/** The projects that the caller may see, as a filter. */
export function visibleProjects(caller: AdminPrincipal): Filter<Project> {
  const { all, orgIds, groupIds } = seesProjects(caller.roles);
  if (all) return {};
  return { $or: [{ orgId: { $in: orgIds.map(toId) } }, { _id: { $in: groupIds.map(toId) } }] };
}

function toId(hex: string): ObjectId {
  return new ObjectId(hex);
}
