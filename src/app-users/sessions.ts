import { ObjectId } from '../mongo/index.ts';
import { Problem } from '../problem/index.ts';
import type { AppSession, AppUserRecord, Transaction } from '../store/index.ts';
import type { AppAuth } from './app-auth.ts';
import { providerId, toAppUser, type AppUser } from './app-user.ts';
import type { AppUsersDeps } from './deps.ts';
import type { LoggedIn } from './credential.ts';
import { requireEnabled, requireUser, type UserFilter } from './user-records.ts';

/** What a login answers, in App Services' names. */
export interface Session {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly user_id: string;
  readonly device_id: string;
}

const refreshLifeMs = 60 * 24 * 60 * 60 * 1000;
const endlessMs = 10 * 365 * 24 * 60 * 60 * 1000;

/** Opens a session for who has just logged in. */
export async function openSession(deps: AppUsersDeps, app: AppAuth, { user, identity }: LoggedIn): Promise<Session> {
  const { store, tokens, now } = deps;
  // Nobody could log in again as an anonymous user whose session has ended.
  const lifeMs = identity.providerType === 'anon-user' ? endlessMs : refreshLifeMs;
  const session: AppSession = {
    _id: new ObjectId(),
    appId: app.id,
    userId: user.userId,
    identity: { ...identity },
    deviceId: new ObjectId().toHexString(),
    createdAt: now(),
    expiresAt: new Date(now().getTime() + lifeMs),
  };
  await store.appSessions.insertOne(session);
  await store.appUsers.updateOne({ _id: user._id }, { $set: { lastAuthenticatedAt: now() } });
  const subject = subjectOf(session);
  const shown = {
    id: identity.id,
    provider_type: identity.providerType,
    provider_id: providerId(app.id, identity.providerType),
  };
  return {
    access_token: await tokens.access(subject, await app.customDataOf(user.userId)),
    refresh_token: await tokens.refresh(subject, shown, session.expiresAt),
    user_id: user.userId,
    device_id: session.deviceId,
  };
}

/**
 * The session that a refresh token stands for.
 * @throws Problem INVALID_SESSION for what is no token of ours; SESSION_OVER, which realm-web takes for done when it logs out; USER_DISABLED
 */
export async function sessionOf(
  deps: AppUsersDeps,
  refreshToken: string,
): Promise<{ session: AppSession; user: AppUserRecord }> {
  const { store, tokens } = deps;
  const { sessionId, appId, userId } = await tokens.verifyRefresh(refreshToken);
  const [session, user] = await Promise.all([
    store.appSessions.findOne({ _id: new ObjectId(sessionId) }),
    store.appUsers.findOne({ appId: new ObjectId(appId), userId }),
  ]);
  if (session === null || user === null || (await hasLostKey(deps, session))) throw new Problem('SESSION_OVER');
  return { session, user: requireEnabled(user) };
}

/** A session that an API key has opened ends with the key. */
async function hasLostKey(
  { store }: AppUsersDeps,
  { appId, identity }: Pick<AppSession, 'appId' | 'identity'>,
): Promise<boolean> {
  if (identity.providerType !== 'api-key') return false;
  const key = { _id: new ObjectId(identity.id), appId, disabled: false };
  return (await store.appApiKeys.findOne(key, { projection: { _id: 1 } })) === null;
}

/** A new access token, with what the app's collection says of the user now. */
export async function refreshAccess({ tokens }: AppUsersDeps, app: AppAuth, session: AppSession): Promise<string> {
  return tokens.access(subjectOf(session), await app.customDataOf(session.userId));
}

export async function closeSession({ store }: AppUsersDeps, { _id }: AppSession): Promise<void> {
  await store.appSessions.deleteOne({ _id });
}

/** Ends all sessions of a user, with every access token of theirs. @throws Problem APP_USER_NOT_FOUND */
export async function closeAllSessions(
  { store }: AppUsersDeps,
  { appId, userId }: UserFilter,
  transaction: Transaction = {},
): Promise<void> {
  await requireUser({ store }, { appId, userId }, transaction);
  await store.appSessions.deleteMany({ appId, userId }, transaction);
}

/**
 * Who an access token speaks for, as long as its session is open and its user there.
 * @throws Problem INVALID_SESSION, USER_DISABLED
 */
export async function userOfAccessToken(
  deps: AppUsersDeps,
  accessToken: string,
): Promise<{ appId: ObjectId; user: AppUser; record: AppUserRecord }> {
  const { store, tokens } = deps;
  const { sessionId, appId: appIdText, userId, customData } = await tokens.verifyAccess(accessToken);
  const appId = new ObjectId(appIdText);
  const [session, record] = await Promise.all([
    store.appSessions.findOne({ _id: new ObjectId(sessionId) }, { projection: { appId: 1, identity: 1 } }),
    store.appUsers.findOne({ appId, userId }),
  ]);
  if (session === null || record === null || (await hasLostKey(deps, session))) throw new Problem('INVALID_SESSION');
  return { appId, user: toAppUser(requireEnabled(record), customData), record };
}

function subjectOf({ _id, appId, userId, deviceId }: AppSession) {
  return { userId, appId: appId.toHexString(), sessionId: _id.toHexString(), deviceId };
}
