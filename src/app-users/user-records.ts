import { ObjectId, type Document } from '../mongo/index.ts';
import { Problem } from '../problem/index.ts';
import { isDuplicateKey, type AppUserIdentity, type AppUserRecord, type Transaction } from '../store/index.ts';
import type { AppAuth } from './app-auth.ts';
import { identityKey } from './app-user.ts';
import type { AppUsersDeps } from './deps.ts';

const noteEveryMs = 60 * 60 * 1000;

/** What a user begins with. */
export type NewUser = Pick<AppUserRecord, 'data' | 'identities'> &
  Partial<Pick<AppUserRecord, 'type' | 'userId' | 'email' | 'passwordHash' | 'pending' | 'expiresAt'>>;

/** Makes a user. @throws Problem ACCOUNT_NAME_IN_USE when its e-mail address, or one of its identities, is another's */
export async function insertUser(
  { store, now }: AppUsersDeps,
  { id: appId }: Pick<AppAuth, 'id'>,
  user: NewUser,
  transaction: Transaction = {},
): Promise<AppUserRecord> {
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
    await store.appUsers.insertOne(record, transaction);
  } catch (error) {
    const parameters = user.email === undefined ? [] : [user.email];
    throw isDuplicateKey(error) ? new Problem('ACCOUNT_NAME_IN_USE', { parameters }) : error;
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

/** Remembers that a user has shown a credential, to the hour. @throws Problem INVALID_USER_SESSION when it is gone meanwhile */
export async function noteAuthenticated(
  { store, now }: AppUsersDeps,
  { _id, lastAuthenticatedAt }: AppUserRecord,
): Promise<void> {
  const seen = now();
  // Credentials come with each request; a write each would be too much.
  if (lastAuthenticatedAt !== undefined && seen.getTime() - lastAuthenticatedAt.getTime() < noteEveryMs) return;
  const { matchedCount } = await store.appUsers.updateOne({ _id }, { $set: { lastAuthenticatedAt: seen } });
  if (matchedCount === 0) throw new Problem('INVALID_USER_SESSION');
}

/** Gives a user another identity. @throws Problem IDENTITY_TAKEN when it is another user's */
export async function addIdentity(
  { store }: AppUsersDeps,
  { _id }: AppUserRecord,
  identity: AppUserIdentity,
  more: Partial<AppUserRecord> = {},
  transaction: Transaction = {},
): Promise<AppUserRecord> {
  const change = { $push: { identities: identity, identityKeys: identityKey(identity) }, $unset: { expiresAt: '' } };
  const set = Object.keys(more).length > 0 ? { $set: more } : {};
  try {
    const updated = await store.appUsers.findOneAndUpdate(
      { _id, identityKeys: { $ne: identityKey(identity) } },
      { ...change, ...set } as never,
      { ...transaction, returnDocument: 'after' },
    );
    if (updated === null) throw new Problem('IDENTITY_TAKEN');
    return updated;
  } catch (error) {
    throw isDuplicateKey(error) ? new Problem('IDENTITY_TAKEN') : error;
  }
}

/** An import brings ids along; who is made here is called by the id of the record. */
export function isImported({ _id, userId }: AppUserRecord): boolean {
  return userId !== _id.toHexString();
}

/** @throws Problem USER_DISABLED */
export function requireEnabled(record: AppUserRecord): AppUserRecord {
  if (record.disabled) throw new Problem('USER_DISABLED');
  return record;
}

/** Lets a user in, or not; who is not let in has no sessions any more. @throws Problem APP_USER_NOT_FOUND */
export async function setUserDisabled(
  { store }: AppUsersDeps,
  { appId, userId }: UserFilter,
  disabled: boolean,
  transaction: Transaction = {},
): Promise<AppUserRecord> {
  const options = { ...transaction, returnDocument: 'after' } as const;
  const updated = await store.appUsers.findOneAndUpdate({ appId, userId }, { $set: { disabled } }, options);
  if (updated === null) throw noUser(userId);
  if (disabled) await store.appSessions.deleteMany({ appId, userId }, transaction);
  return updated;
}

/** Takes the address of a pending user for confirmed. @throws Problem APP_USER_NOT_FOUND, USER_ALREADY_CONFIRMED */
export async function confirmUser(
  { store }: AppUsersDeps,
  filter: UserFilter,
  transaction: Transaction = {},
): Promise<AppUserRecord> {
  const options = { ...transaction, returnDocument: 'after' } as const;
  const pending = { ...filter, pending: true };
  const confirmed = await store.appUsers.findOneAndUpdate(pending, { $unset: { pending: '' } }, options);
  if (confirmed !== null) {
    await store.appEmailTokens.deleteMany({ ...filter, purpose: 'confirm' }, transaction);
    return confirmed;
  }
  await requireUser({ store }, filter, transaction);
  throw new Problem('USER_ALREADY_CONFIRMED');
}

/** Deletes a user, keys and sessions first, so that nothing of a user who is gone still opens anything. @throws Problem APP_USER_NOT_FOUND */
export async function deleteUser(
  { store }: AppUsersDeps,
  { appId, userId }: UserFilter,
  transaction: Transaction = {},
): Promise<void> {
  await store.appApiKeys.deleteMany({ appId, userId }, transaction);
  await store.appSessions.deleteMany({ appId, userId }, transaction);
  await store.appEmailTokens.deleteMany({ appId, userId }, transaction);
  const { deletedCount } = await store.appUsers.deleteOne({ appId, userId }, transaction);
  if (deletedCount === 0) throw noUser(userId);
}

/** @throws Problem APP_USER_NOT_FOUND */
export async function requireUser(
  { store }: Pick<AppUsersDeps, 'store'>,
  { appId, userId }: UserFilter,
  transaction: Transaction,
): Promise<void> {
  const found = await store.appUsers.findOne({ appId, userId }, { ...transaction, projection: { _id: 1 } });
  if (found === null) throw noUser(userId);
}

function noUser(userId: string): Problem {
  return new Problem('APP_USER_NOT_FOUND', { parameters: [userId] });
}

export interface UserFilter {
  readonly appId: ObjectId;
  readonly userId: string;
}
