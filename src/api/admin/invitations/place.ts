import type { ObjectId } from '../../../mongo/index.ts';
import { Problem } from '../../../problem/index.ts';
import type { Invitation, Store } from '../../../store/index.ts';
import { knownId } from '../ids.ts';

/** Where an invitation leads: an organization, or one of its projects. */
export interface InvitingPlace {
  readonly orgId: ObjectId;
  readonly groupId: ObjectId | null;
  readonly name: string;
}

/** @throws Problem ORG_NOT_FOUND when it has been deleted meanwhile */
export async function organizationPlace(store: Store, orgId: string): Promise<InvitingPlace> {
  const found = await store.organizations.findOne({ _id: knownId(orgId), isDeleted: false });
  if (found === null) throw new Problem('ORG_NOT_FOUND', { parameters: [orgId] });
  return { orgId: found._id, groupId: null, name: found.name };
}

/** @throws Problem GROUP_NOT_FOUND when it has been deleted meanwhile */
export async function projectPlace(store: Store, groupId: string): Promise<InvitingPlace> {
  const found = await store.projects.findOne({ _id: knownId(groupId) });
  if (found === null) throw new Problem('GROUP_NOT_FOUND', { parameters: [groupId] });
  return { orgId: found.orgId, groupId: found._id, name: found.name };
}

/** The place in the words of an event. */
export function whereOf({ orgId, groupId }: Pick<Invitation, 'orgId' | 'groupId'>) {
  return groupId === null ? { orgId } : { orgId, groupId };
}
