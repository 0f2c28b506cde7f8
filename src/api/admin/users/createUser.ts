import { hashPassword } from '../../../auth/index.ts';
import type { OperationHandler } from '../../../contract/index.ts';
import { ObjectId } from '../../../mongo/index.ts';
import type { User } from '../../../store/index.ts';
import { callerOf } from '../caller.ts';
import { orConflict } from '../conflicts.ts';
import type { AdminDeps } from '../deps.ts';
import { fulfilInvitations, invitationsFor } from '../invited.ts';
import { tagged } from '../revisions.ts';
import { holdPlaces } from '../role-places.ts';
import { tellOfUser } from '../user-events.ts';
import { toUserFor, userPath } from '../user-entity.ts';
import { requireRoles } from '../user-roles.ts';
import { known } from './contact.ts';
import { requireStrongPassword } from './password.ts';
import { requireEmailAddress, requireUsername } from '../usernames.ts';

/** Makes an account, with the roles given and those that invitations have promised it. */
export function createUser({ store }: AdminDeps): OperationHandler<'createUser'> {
  return async (request) => {
    const caller = callerOf(request);
    const { password, roles: given = [], firstName, lastName, ...body } = request.body;
    const username = requireUsername(body.username);
    const emailAddress = requireEmailAddress(body.emailAddress || username);
    const roles = requireRoles(given);
    const passwordHash = await hashPassword(requireStrongPassword(password, username));
    const user: User = {
      ...known(body),
      firstName,
      lastName,
      _id: new ObjectId(),
      username,
      emailAddress,
      passwordHash,
      roles,
      teamIds: [],
      apiKeys: [],
      accessList: [],
      createdAt: new Date(),
      revision: 1,
    };
    const writing = store.change(caller, async (unit) => {
      await store.users.insertOne(user, unit.transaction);
      await holdPlaces(unit, roles);
      await tellOfUser(store, unit, 'USER_CREATED', user);
      return fulfilInvitations(store, unit, user, await invitationsFor(store, username, unit.transaction));
    });
    const made = await orConflict(writing, 'USER_ALREADY_EXISTS', username);
    const headers = { ...tagged(made), Location: userPath(made) };
    return { status: 201, headers, body: await toUserFor(store, caller, made) };
  };
}
