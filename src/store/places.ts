import { ObjectId, type Db, type Document } from '../mongo/index.ts';
import { heldRoles, type HeldRole } from './held-roles.ts';
import { organizations, type Organization } from './organizations.ts';
import { projects } from './projects.ts';
import { users } from './users.ts';

interface OwnedProject {
  readonly orgId: ObjectId;
  readonly organization: readonly Pick<Organization, 'apiAccessListRequired'>[];
}

/** A project together with its organization, in one round trip. */
function ownedProject(groupId: string): Document[] {
  const organization = { from: 'organizations', localField: 'orgId', foreignField: '_id', as: 'organization' };
  return [
    { $match: { _id: new ObjectId(groupId) } },
    { $lookup: organization },
    { $project: { orgId: 1, 'organization.apiAccessListRequired': 1 } },
  ];
}

/** What authorization asks of the store: read anew for each request, so that what is deleted or changed holds at once in every process. */
export function createPlaces(db: Db) {
  return {
    async project(groupId: string): Promise<{ orgId: string; apiAccessListRequired: boolean } | undefined> {
      const found = await projects(db).aggregate<OwnedProject>(ownedProject(groupId)).next();
      if (found === null) return undefined;
      const { orgId, organization } = found;
      return { orgId: orgId.toHexString(), apiAccessListRequired: organization[0]?.apiAccessListRequired === true };
    },

    async organization(orgId: string): Promise<{ apiAccessListRequired: boolean } | undefined> {
      const found = await organizations(db).findOne(
        { _id: new ObjectId(orgId), isDeleted: false },
        { projection: { apiAccessListRequired: 1 } },
      );
      return found ?? undefined;
    },

    async rolesOf(userId: string): Promise<readonly HeldRole[] | undefined> {
      const user = await users(db).findOne({ _id: new ObjectId(userId) }, { projection: { roles: 1, teamIds: 1 } });
      return user === null ? undefined : heldRoles(db, user);
    },

    async rolesOfTeam(teamId: string): Promise<readonly HeldRole[]> {
      return heldRoles(db, { roles: [], teamIds: [new ObjectId(teamId)] });
    },
  };
}
