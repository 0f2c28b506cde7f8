import { ObjectId } from '../../mongo/index.ts';
import { Problem, type ProblemCode } from '../../problem/index.ts';
import type { Store, Transaction } from '../../store/index.ts';

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

/** Requires that somebody still owns the service. */
export async function requireGlobalOwner(store: Store, transaction: Transaction): Promise<void> {
  if (!(await isHeld(store, { roleName: 'GLOBAL_OWNER' }, transaction)))
    throw new Problem('CANNOT_DELETE_LAST_OWNER', { detail: 'The last owner of the service cannot be removed.' });
}

async function isHeld(store: Store, role: object, transaction: Transaction): Promise<boolean> {
  const filter = { roles: { $elemMatch: role } };
  const options = { ...transaction, projection: { _id: 1 } };
  const key = await store.apiKeys.findOne(filter, options);
  return key !== null || (await store.users.findOne(filter, options)) !== null;
}
