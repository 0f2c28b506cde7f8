import type { AdminPrincipal } from '../../contract/index.ts';
import { ObjectId } from '../../mongo/index.ts';
import type { ApiKeyRole, Store, Transaction } from '../../store/index.ts';

/** Gives the caller a role in what it has just made. */
export async function grantToCaller(
  store: Store,
  caller: AdminPrincipal,
  role: ApiKeyRole,
  transaction: Transaction,
): Promise<void> {
  const change = { $addToSet: { roles: role }, $inc: { revision: 1 } };
  if (caller.user === undefined)
    await store.apiKeys.updateOne({ _id: new ObjectId(caller.keyId) }, change, transaction);
  else await store.users.updateOne({ _id: new ObjectId(caller.user.id) }, change, transaction);
}
