import type { AdminPrincipal, OperationHandler } from '../../../contract/index.ts';
import type { ApiKeyRole, User } from '../../../store/index.ts';
import { callerOf } from '../caller.ts';
import { changeRoles } from '../change-roles.ts';
import type { AdminDeps } from '../deps.ts';
import { requireId } from '../ids.ts';
import { tagged, updateRecord } from '../revisions.ts';
import { toUserFor } from '../user-entity.ts';
import { tellOfUser } from '../user-events.ts';
import { noUser } from '../user-record.ts';
import { requireRoles, roleKey } from '../user-roles.ts';
import { requireEmailAddress } from '../usernames.ts';
import { profileChange } from './contact.ts';

/** Changes a user's data, or his roles. */
export function updateUser({ store }: AdminDeps): OperationHandler<'updateUser'> {
  return async (request) => {
    const { roles: given, ...profile } = request.body;
    const { userId } = request.path;
    const filter = { _id: requireId(userId, 'INVALID_USER_ID') };
    const missing = noUser(userId);
    const change = profileChange(profile);
    if (change.$set.emailAddress !== undefined) requireEmailAddress(change.$set.emailAddress);
    const roles = given && requireRoles(given);
    const caller = callerOf(request);
    const updated = await store.change(caller, async (unit) => {
      const { transaction } = unit;
      const target = { collection: store.users, filter, request, transaction, missing };
      const user = await updateRecord(target, change);
      if (Object.keys(profile).length > 0) await tellOfUser(store, unit, 'USER_UPDATED', user);
      if (roles === undefined) return user;
      const next = (before: User) => withoutLost(roles, caller, before);
      const lastOwner = 'CANNOT_DEMOTE_LAST_OWNER';
      // If-Match has been held already.
      return changeRoles(store, unit, { filter, request: { headers: {} }, missing, next, lastOwner });
    });
    return { status: 200, headers: tagged(updated), body: await toUserFor(store, caller, updated) };
  };
}

/** A user may keep his roles, but one that was taken away since he was let in stays so. */
function withoutLost(roles: readonly ApiKeyRole[], caller: AdminPrincipal, before: User): readonly ApiKeyRole[] {
  if (caller.user?.id !== before._id.toHexString()) return roles;
  const had = new Set(requireRoles(caller.roles).map(roleKey));
  const has = new Set(before.roles.map(roleKey));
  return roles.filter((role) => !had.has(roleKey(role)) || has.has(roleKey(role)));
}
