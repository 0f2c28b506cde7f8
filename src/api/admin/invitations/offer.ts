import type { ObjectId } from '../../../mongo/index.ts';
import { Problem } from '../../../problem/index.ts';
import type { Store, Transaction } from '../../../store/index.ts';
import { requireId } from '../ids.ts';
import { requireGroupRoles, requireOrgRoles } from '../role-names.ts';
import { holdTeam } from '../team-members.ts';

/** What an invitation offers, or what of it changes. */
export interface Offer {
  readonly roles?: readonly string[];
  readonly teamIds?: readonly ObjectId[];
}

interface Given {
  readonly roles?: readonly string[];
  readonly teamIds?: readonly string[];
}

/** @throws Problem INVALID_ROLE_FOR_ORG or TEAM_NOT_FOUND */
export function offerOfOrganization({ roles, teamIds }: Given): Offer {
  return {
    ...(roles !== undefined && { roles: requireOrgRoles(roles) }),
    ...(teamIds !== undefined && { teamIds: [...new Set(teamIds)].map((id) => requireId(id, 'TEAM_NOT_FOUND')) }),
  };
}

/** @throws Problem INVALID_ROLE_FOR_GROUP */
export function offerOfProject({ roles }: Given): Offer {
  return roles === undefined ? {} : { roles: requireGroupRoles(roles) };
}

/** Keeps the teams of an offer from being deleted meanwhile. @throws Problem TEAM_NOT_FOUND */
export async function holdTeams(
  store: Store,
  orgId: ObjectId,
  ids: readonly ObjectId[],
  transaction: Transaction,
): Promise<void> {
  for (const _id of ids)
    if (!(await holdTeam(store, { _id, orgId }, transaction)))
      throw new Problem('TEAM_NOT_FOUND', { parameters: [_id.toHexString()] });
}
