import { ObjectId } from '../mongo/index.ts';
import { Problem } from '../problem/index.ts';
import { isDuplicateKey, type AppApiKey, type AppUserRecord, type Transaction } from '../store/index.ts';
import type { AppUsersDeps } from './deps.ts';
import { hashSecret, makeApiKeyValue } from './secrets-of-users.ts';

/** As many as App Services had. */
const most = { server: 100, user: 20 };

export interface NewApiKey {
  readonly appId: ObjectId;
  readonly name: string;
  /** The user whose key it is to be; absent: a server key, which is a user of its own. */
  readonly userId?: string;
  /** Whose the key was before an import: the server user that it is again, or a person, who gets it as one of theirs. */
  readonly formerUserId?: string | undefined;
  /** A value that is burnt into devices already. */
  readonly value?: string | undefined;
}

/** Makes an API key; its value is known here and now only. @throws Problem MAX_API_KEYS_EXCEEDED, ACCOUNT_NAME_IN_USE, APP_USER_NOT_FOUND */
export async function createApiKey(
  deps: AppUsersDeps,
  { appId, name, userId, formerUserId, value = makeApiKeyValue() }: NewApiKey,
  transaction: Transaction = {},
): Promise<{ key: AppApiKey; value: string }> {
  const owner =
    formerUserId === undefined ? newOwner(userId) : await formerOwner(deps, appId, formerUserId, transaction);
  await requireRoomLeft(deps, appId, owner, transaction);
  const keyHash = hashSecret(deps.hashKey, value);
  const key: AppApiKey = { appId, ...owner, name, keyHash, disabled: false, createdAt: deps.now() };
  await insertKey(deps, key, transaction);
  // Without its user a key opens nothing.
  if (userId === undefined && formerUserId === undefined) await insertKeyUser(deps, key, transaction);
  return { key, value };
}

/** Whose a key is, and what that makes it. */
type Owner = Pick<AppApiKey, '_id' | 'kind' | 'userId'>;

function newOwner(userId?: string): Owner {
  const _id = new ObjectId();
  return userId === undefined ? { _id, kind: 'server', userId: _id.toHexString() } : { _id, kind: 'user', userId };
}

async function formerOwner(
  { store }: AppUsersDeps,
  appId: ObjectId,
  userId: string,
  transaction: Transaction,
): Promise<Owner> {
  const user = await store.appUsers.findOne({ appId, userId }, transaction);
  if (user === null) throw new Problem('APP_USER_NOT_FOUND', { parameters: [userId] });
  return user.type === 'normal' ? newOwner(userId) : { _id: keyIdOf(user), kind: 'server', userId };
}

async function requireRoomLeft(
  { store }: AppUsersDeps,
  appId: ObjectId,
  { kind, userId }: Owner,
  transaction: Transaction,
): Promise<void> {
  const filter = { appId, kind, ...(kind === 'user' && { userId }) };
  const count = await store.appApiKeys.countDocuments(filter, transaction);
  if (count >= most[kind]) throw new Problem('MAX_API_KEYS_EXCEEDED', { parameters: [most[kind]] });
}

/** The id that the key of an imported server user had: its identity. */
function keyIdOf({ userId, identities }: AppUserRecord): ObjectId {
  const id = identities.find(({ providerType }) => providerType === 'api-key')?.id;
  if (id === undefined) throw new Problem('APP_USER_NOT_FOUND', { parameters: [userId] });
  return ObjectId.isValid(id) ? new ObjectId(id) : new ObjectId();
}

async function insertKey({ store }: AppUsersDeps, key: AppApiKey, transaction: Transaction): Promise<void> {
  try {
    await store.appApiKeys.insertOne(key, transaction);
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    throw new Problem('ACCOUNT_NAME_IN_USE', { detail: 'There is a key of this value already.' });
  }
}

async function insertKeyUser(
  { store, now }: AppUsersDeps,
  { _id, appId, userId, name }: AppApiKey,
  transaction: Transaction,
): Promise<void> {
  const id = _id.toHexString();
  const user = {
    _id: new ObjectId(),
    appId,
    userId,
    type: 'server',
    data: { name },
    identities: [{ id, providerType: 'api-key' }],
    identityKeys: [`api-key:${id}`],
    disabled: false,
    createdAt: now(),
  } as const;
  await store.appUsers.insertOne(user, transaction);
}

/** Deletes a key; with a server key goes its user. @throws Problem APP_API_KEY_NOT_FOUND */
export async function deleteApiKey(
  { store }: AppUsersDeps,
  filter: KeyFilter,
  transaction: Transaction = {},
): Promise<AppApiKey> {
  const deleted = await store.appApiKeys.findOneAndDelete(filter, transaction);
  if (deleted === null) throw noKey(filter);
  const { appId, userId } = deleted;
  if (deleted.kind === 'server') {
    await store.appSessions.deleteMany({ appId, userId }, transaction);
    await store.appUsers.deleteOne({ appId, userId }, transaction);
  }
  return deleted;
}

/** @throws Problem APP_API_KEY_NOT_FOUND */
export async function setApiKeyDisabled(
  { store }: AppUsersDeps,
  filter: KeyFilter,
  disabled: boolean,
  transaction: Transaction = {},
): Promise<AppApiKey> {
  const options = { ...transaction, returnDocument: 'after' } as const;
  const updated = await store.appApiKeys.findOneAndUpdate(filter, { $set: { disabled } }, options);
  if (updated === null) throw noKey(filter);
  return updated;
}

function noKey({ _id }: KeyFilter): Problem {
  return new Problem('APP_API_KEY_NOT_FOUND', { parameters: [_id.toHexString()] });
}

export interface KeyFilter {
  readonly _id: ObjectId;
  readonly appId: ObjectId;
  /** Absent: of either kind. */
  readonly kind?: AppApiKey['kind'];
  readonly userId?: string;
}
