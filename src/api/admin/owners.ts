import { ObjectId } from '../../mongo/index.ts';
import { Problem, type ProblemCode } from '../../problem/index.ts';
import type { ApiKeyRole, Store, Transaction } from '../../store/index.ts';

type Place = { readonly orgId: ObjectId } | { readonly groupId: ObjectId };

/**
 * Requires, at the end of a change that takes roles away, that somebody still owns the place: a key or a user.
 * Writes to the place's own record, so that of two such changes at once only one goes through.
 * @throws Problem with this code
 */
export async function requireOwner(
  store: Store,
  place: Place,
  code: ProblemCode,
  transaction: Transaction,
): Promise<void> {
  const held = { $set: { heldBy: new ObjectId() } };
  if ('groupId' in place) await store.projects.updateOne({ _id: place.groupId }, held, transaction);
  else await store.organizations.updateOne({ _id: place.orgId }, held, transaction);
  const roleName = 'groupId' in place ? 'GROUP_OWNER' : 'ORG_OWNER';
  if (!(await isHeld(store, { ...place, roleName }, transaction))) throw new Problem(code);
}

/** What is answered to who takes the last owner of a project, or of the service, away. */
export type LastOwnerCode = 'CANNOT_DEMOTE_LAST_OWNER' | 'CANNOT_DELETE_LAST_OWNER';

/** Requires the same of every place whose ownership was among the roles that have been taken away. */
export async function requireOwners(
  store: Store,
  taken: readonly ApiKeyRole[],
  code: LastOwnerCode,
  transaction: Transaction,
): Promise<void> {
  for (const { roleName, orgId, groupId } of taken) {
    if (roleName === 'GLOBAL_OWNER') await requireGlobalOwner(store, transaction, code);
    if (roleName === 'ORG_OWNER' && orgId)
      await requireOwner(store, { orgId }, 'CANNOT_DEMOTE_LAST_ORG_OWNER', transaction);
    if (roleName === 'GROUP_OWNER' && groupId) await requireOwner(store, { groupId }, code, transaction);
  }
}

/** Requires that somebody still owns the service, and writes to his record: who takes that one's role at once does not go through. */
export async function requireGlobalOwner(
  store: Store,
  transaction: Transaction,
  code: LastOwnerCode = 'CANNOT_DELETE_LAST_OWNER',
): Promise<void> {
  const owner = { roles: { $elemMatch: { roleName: 'GLOBAL_OWNER' } } };
  const held = { $set: { heldBy: new ObjectId() } };
  const key = await store.apiKeys.updateOne(owner, held, transaction);
  if (key.matchedCount > 0 || (await store.users.updateOne(owner, held, transaction)).matchedCount > 0) return;
  throw new Problem(code, { detail: 'The last owner of the service cannot be removed or demoted.' });
}

async function isHeld(store: Store, role: object, transaction: Transaction): Promise<boolean> {
  const filter = { roles: { $elemMatch: role } };
  const options = { ...transaction, projection: { _id: 1 } };
  const key = await store.apiKeys.findOne(filter, options);
  return key !== null || (await store.users.findOne(filter, options)) !== null;
}
