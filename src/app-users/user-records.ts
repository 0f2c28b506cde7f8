import { ObjectId, type Document } from '../mongo/index.ts';
import { Problem } from '../problem/index.ts';
import { isDuplicateKey, type AppUserIdentity, type AppUserRecord } from '../store/index.ts';
import type { AppAuth } from './app-auth.ts';
import { identityKey } from './app-user.ts';
import type { AppUsersDeps } from './deps.ts';

type NewUser = Pick<AppUserRecord, 'data' | 'identities'> &
  Partial<Pick<AppUserRecord, 'type' | 'userId' | 'email' | 'passwordHash' | 'pending' | 'expiresAt'>>;

/** Makes a user. @throws Problem ACCOUNT_NAME_IN_USE when its e-mail address, or one of its identities, is another's */
export async function insertUser({ store, now }: AppUsersDeps, { id: appId }: AppAuth, user: NewUser) {
  const _id = new ObjectId();
  const record: AppUserRecord = {
    _id,
    appId,
    userId: _id.toHexString(),
    type: 'normal',
    disabled: false,
    createdAt: now(),
    identityKeys: user.identities.map(identityKey),
    ...user,
  };
  try {
    await store.appUsers.insertOne(record);
  } catch (error) {
    throw isDuplicateKey(error) ? new Problem('ACCOUNT_NAME_IN_USE') : error;
  }
  return record;
}

/** The user with this identity, made when there is none: of many logins at once, one makes it. */
export async function findOrInsertUser(
  deps: AppUsersDeps,
  app: AppAuth,
  identity: AppUserIdentity,
  more: Partial<NewUser> = {},
): Promise<AppUserRecord> {
  const found = await findByIdentity(deps, app, identity);
  if (found !== null) return found;
  try {
    return await insertUser(deps, app, { data: {}, ...more, identities: [identity] });
  } catch (error) {
    const made = await findByIdentity(deps, app, identity);
    if (made === null) throw error;
    return made;
  }
}

export function findByIdentity({ store }: AppUsersDeps, { id: appId }: AppAuth, identity: AppUserIdentity) {
  return store.appUsers.findOne({ appId, identityKeys: identityKey(identity) });
}

export function findUser({ store }: AppUsersDeps, appId: ObjectId, userId: string): Promise<AppUserRecord | null> {
  return store.appUsers.findOne({ appId, userId });
}

/** Sets what a provider says of a user. */
export async function setUserData(
  { store }: AppUsersDeps,
  { _id }: AppUserRecord,
  data: Document,
): Promise<AppUserRecord> {
  const updated = await store.appUsers.findOneAndUpdate({ _id }, { $set: { data } }, { returnDocument: 'after' });
  if (updated === null) throw new Problem('INVALID_USER_SESSION');
  return updated;
}

/** Gives a user another identity. @throws Problem IDENTITY_TAKEN when it is another user's */
export async function addIdentity(
  { store }: AppUsersDeps,
  { _id }: AppUserRecord,
  identity: AppUserIdentity,
  more: Partial<AppUserRecord> = {},
): Promise<AppUserRecord> {
  const change = { $push: { identities: identity, identityKeys: identityKey(identity) }, $unset: { expiresAt: '' } };
  const set = Object.keys(more).length > 0 ? { $set: more } : {};
  try {
    const updated = await store.appUsers.findOneAndUpdate(
      { _id, identityKeys: { $ne: identityKey(identity) } },
      { ...change, ...set } as never,
      { returnDocument: 'after' },
    );
    if (updated === null) throw new Problem('IDENTITY_TAKEN');
    return updated;
  } catch (error) {
    throw isDuplicateKey(error) ? new Problem('IDENTITY_TAKEN') : error;
  }
}

/** @throws Problem USER_DISABLED */
export function requireEnabled(record: AppUserRecord): AppUserRecord {
  if (record.disabled) throw new Problem('USER_DISABLED');
  return record;
}

/** Deletes a user, keys and sessions first, so that nothing of a user who is gone still opens anything. */
export async function deleteUser({ store }: AppUsersDeps, appId: ObjectId, userId: string): Promise<void> {
  await store.appApiKeys.deleteMany({ appId, userId });
  await store.appSessions.deleteMany({ appId, userId });
  await store.appEmailTokens.deleteMany({ appId, userId });
  const { deletedCount } = await store.appUsers.deleteOne({ appId, userId });
  if (deletedCount === 0) throw new Problem('APP_USER_NOT_FOUND');
}
