import { ObjectId, type Db } from '../mongo/index.ts';
import { heldRoles, type HeldRole } from './held-roles.ts';
import { organizations } from './organizations.ts';
import { projects } from './projects.ts';
import { users } from './users.ts';

/** What authorization asks of the store: read anew for each request, so that what is deleted or changed holds at once in every process. */
export function createPlaces(db: Db) {
  return {
    async organizationOf(groupId: string): Promise<string | undefined> {
      const project = await projects(db).findOne({ _id: new ObjectId(groupId) }, { projection: { orgId: 1 } });
      return project?.orgId.toHexString();
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
  };
}
