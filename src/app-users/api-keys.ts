import { ObjectId } from '../mongo/index.ts';
import { Problem } from '../problem/index.ts';
import { isDuplicateKey, type AppApiKey, type Transaction } from '../store/index.ts';
import type { AppUsersDeps } from './deps.ts';
import { hashSecret, makeApiKeyValue } from './secrets-of-users.ts';

/** As many as App Services had. */
const most = { server: 100, user: 20 };

export interface NewApiKey {
  readonly appId: ObjectId;
  readonly name: string;
  /** The user whose key it is to be; absent: a server key, which is a user of its own. */
  readonly userId?: string;
  /** The user that a server key was before an import brought it; absent: a new one. */
  readonly serverUserId?: string | undefined;
  /** A value that is burnt into devices already. */
  readonly value?: string | undefined;
}

/** Makes an API key; its value is known here and now only. @throws Problem MAX_API_KEYS_EXCEEDED, ACCOUNT_NAME_IN_USE, APP_USER_NOT_FOUND */
export async function createApiKey(
  deps: AppUsersDeps,
  { appId, name, userId, serverUserId, value = makeApiKeyValue() }: NewApiKey,
  transaction: Transaction = {},
): Promise<{ key: AppApiKey; value: string }> {
  const kind = userId === undefined ? 'server' : 'user';
  await requireRoomLeft(deps, { appId, kind, ...(userId !== undefined && { userId }) }, transaction);
  const _id = serverUserId === undefined ? new ObjectId() : await keyIdOf(deps, appId, serverUserId, transaction);
  const key: AppApiKey = {
    _id,
    appId,
    kind,
    userId: userId ?? serverUserId ?? _id.toHexString(),
    name,
    keyHash: hashSecret(deps.hashKey, value),
    disabled: false,
    createdAt: deps.now(),
  };
  await insertKey(deps, key, transaction);
  // Without its user a key opens nothing.
  if (kind === 'server' && serverUserId === undefined) await insertKeyUser(deps, key, transaction);
  return { key, value };
}

async function requireRoomLeft(
  { store }: AppUsersDeps,
  filter: Pick<KeyFilter, 'appId' | 'kind' | 'userId'>,
  transaction: Transaction,
): Promise<void> {
  const count = await store.appApiKeys.countDocuments(filter, transaction);
  if (count >= most[filter.kind]) throw new Problem('MAX_API_KEYS_EXCEEDED', { parameters: [most[filter.kind]] });
}

/** The id that the key of an imported server user had: its identity. */
async function keyIdOf(
  { store }: AppUsersDeps,
  appId: ObjectId,
  userId: string,
  transaction: Transaction,
): Promise<ObjectId> {
  const user = await store.appUsers.findOne({ appId, userId, type: 'server' }, transaction);
  const id = user?.identities.find(({ providerType }) => providerType === 'api-key')?.id;
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
  readonly kind: AppApiKey['kind'];
  readonly userId?: string;
}
