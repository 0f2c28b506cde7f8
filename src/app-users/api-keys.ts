import { ObjectId } from '../mongo/index.ts';
import { Problem } from '../problem/index.ts';
import { isDuplicateKey, type AppApiKey } from '../store/index.ts';
import type { AppUsersDeps } from './deps.ts';
import { hashSecret, makeApiKeyValue } from './secrets-of-users.ts';

/** As many as App Services had. */
const most = { server: 100, user: 20 };

export interface NewApiKey {
  readonly appId: ObjectId;
  readonly name: string;
  /** The user whose key it is to be; absent: a server key, which is a user of its own. */
  readonly userId?: string;
  /** A value that is burnt into devices already. */
  readonly value?: string;
}

/** Makes an API key; its value is known here and now only. @throws Problem MAX_API_KEYS_EXCEEDED, ACCOUNT_NAME_IN_USE */
export async function createApiKey(
  deps: AppUsersDeps,
  { appId, name, userId, value = makeApiKeyValue() }: NewApiKey,
): Promise<{ key: AppApiKey; value: string }> {
  const { store, hashKey, now } = deps;
  const kind = userId === undefined ? 'server' : 'user';
  const count = await store.appApiKeys.countDocuments({ appId, kind, ...(userId !== undefined && { userId }) });
  if (count >= most[kind]) throw new Problem('MAX_API_KEYS_EXCEEDED', { parameters: [most[kind]] });
  const _id = new ObjectId();
  const key: AppApiKey = {
    _id,
    appId,
    kind,
    userId: userId ?? _id.toHexString(),
    name,
    keyHash: hashSecret(hashKey, value),
    disabled: false,
    createdAt: now(),
  };
  if (kind === 'server') await insertKeyUser(deps, key);
  try {
    await store.appApiKeys.insertOne(key);
  } catch (error) {
    if (kind === 'server') await store.appUsers.deleteOne({ appId, userId: key.userId });
    throw isDuplicateKey(error)
      ? new Problem('ACCOUNT_NAME_IN_USE', { detail: 'There is a key of this value already.' })
      : error;
  }
  return { key, value };
}

/** Before the key itself, so that no key is without its user. */
async function insertKeyUser({ store, now }: AppUsersDeps, { _id, appId, userId, name }: AppApiKey): Promise<void> {
  const id = _id.toHexString();
  await store.appUsers.insertOne({
    _id: new ObjectId(),
    appId,
    userId,
    type: 'server',
    data: { name },
    identities: [{ id, providerType: 'api-key' }],
    identityKeys: [`api-key:${id}`],
    disabled: false,
    createdAt: now(),
  });
}

/** @throws Problem APP_API_KEY_NOT_FOUND */
export async function deleteApiKey({ store }: AppUsersDeps, filter: KeyFilter): Promise<AppApiKey> {
  const deleted = await store.appApiKeys.findOneAndDelete(filter);
  if (deleted === null) throw new Problem('APP_API_KEY_NOT_FOUND');
  if (deleted.kind === 'server') await store.appUsers.deleteOne({ appId: deleted.appId, userId: deleted.userId });
  return deleted;
}

/** @throws Problem APP_API_KEY_NOT_FOUND */
export async function setApiKeyDisabled(
  { store }: AppUsersDeps,
  filter: KeyFilter,
  disabled: boolean,
): Promise<AppApiKey> {
  const updated = await store.appApiKeys.findOneAndUpdate(filter, { $set: { disabled } }, { returnDocument: 'after' });
  if (updated === null) throw new Problem('APP_API_KEY_NOT_FOUND');
  return updated;
}

export interface KeyFilter {
  readonly _id: ObjectId;
  readonly appId: ObjectId;
  readonly kind: AppApiKey['kind'];
  readonly userId?: string;
}
