import type { Filter } from '../../mongo/index.ts';
import type { AppRecord, Store, Transaction } from '../../store/index.ts';

/** Removes apps with all that belongs to them: users, access lists, secrets, versions. */
export async function removeApps(store: Store, filter: Filter<AppRecord>, transaction: Transaction): Promise<void> {
  const found = await store.apps.find(filter, { ...transaction, projection: { _id: 1 } }).toArray();
  const ofThem = { appId: { $in: found.map(({ _id }) => _id) } };
  await store.appSessions.deleteMany(ofThem, transaction);
  await store.appEmailTokens.deleteMany(ofThem, transaction);
  await store.appApiKeys.deleteMany(ofThem, transaction);
  await store.appUsers.deleteMany(ofThem, transaction);
  await store.appSecrets.deleteMany(ofThem, transaction);
  await store.appVersionParts.deleteMany(ofThem, transaction);
  await store.appVersions.deleteMany(ofThem, transaction);
  await store.apps.deleteMany({ _id: ofThem.appId }, transaction);
  // Last, so that no app is open to everybody meanwhile where the store has no transactions.
  await store.appAccessList.deleteMany(ofThem, transaction);
}
