import { Problem } from '../problem/index.ts';
import type { ObjectId } from '../mongo/index.ts';
import type { AppSession, Transaction } from '../store/index.ts';
import type { AppAuth } from './app-auth.ts';
import { createApiKey, deleteApiKey, setApiKeyDisabled, type KeyFilter, type NewApiKey } from './api-keys.ts';
import { toAppUser, type AppUser } from './app-user.ts';
import type { AppUsersDeps } from './deps.ts';
import { EmailPasswords } from './email-passwords.ts';
import type { Credential, LogInOptions, RequestOptions } from './credential.ts';
import { importUsers } from './import-users.ts';
import { logIn } from './log-in.ts';
import { confirm, newEmailUser, register, resendConfirmation, reset, sendReset } from './registration.ts';
import { Remembered } from './remembered.ts';
import {
  closeAllSessions,
  closeSession,
  openSession,
  refreshAccess,
  sessionOf,
  userOfAccessToken,
} from './sessions.ts';
import { TokenKeys } from './token-keys.ts';
import {
  confirmUser,
  deleteUser,
  findUser,
  insertUser,
  noteAuthenticated,
  setUserDisabled,
  type NewUser,
  type UserFilter,
} from './user-records.ts';

/** Everything that is done with the users of apps. */
export function createAppUsers(deps: AppUsersDeps) {
  const provider = { ...deps, passwords: new EmailPasswords(), tokenKeys: new TokenKeys() };
  const byCredential = new Remembered<AppUser>();
  const byToken = new Remembered<Awaited<ReturnType<typeof userOfAccessToken>>>();

  return {
    /** The user of a credential that comes with a request. @throws Problem */
    authenticate(app: AppAuth, credential: Credential, options: RequestOptions): Promise<AppUser> {
      const scope = `${app.id.toHexString()} ${credential.provider} ${options.createUser} ${options.customData}`;
      return byCredential.get(scope, textOf(credential), async () => {
        const { user } = await logIn(provider, app, credential, options);
        await noteAuthenticated(deps, user);
        return toAppUser(user, options.customData ? await app.customDataOf(user.userId) : {});
      });
    },
    /** The user of an access token, of whichever app. @throws Problem INVALID_SESSION */
    authenticateToken: (accessToken: string) =>
      byToken.get('', accessToken, () => userOfAccessToken(deps, accessToken)),

    /** A user by its id, for requests that run as one. @throws Problem INVALID_USER_SESSION */
    userById: (app: AppAuth, userId: string, { customData }: Pick<RequestOptions, 'customData'>): Promise<AppUser> =>
      byCredential.get(`${app.id.toHexString()} id ${customData}`, userId, async () => {
        const record = await findUser(deps, app.id, userId);
        if (record === null || record.disabled) throw new Problem('INVALID_USER_SESSION');
        return toAppUser(record, customData ? await app.customDataOf(userId) : {});
      }),

    async logIn(app: AppAuth, credential: Credential, options: Omit<LogInOptions, 'createUser'>) {
      return openSession(deps, app, await logIn(provider, app, credential, { ...options, createUser: true }));
    },
    sessionOf: (refreshToken: string) => sessionOf(deps, refreshToken),
    refreshAccess: (app: AppAuth, session: AppSession) => refreshAccess(deps, app, session),
    closeSession: (session: AppSession) => closeSession(deps, session),
    closeAllSessions: (user: UserFilter, transaction?: Transaction) => closeAllSessions(deps, user, transaction),

    register: (app: AppAuth, email: string, password: string) => register(deps, app, email, password),
    confirm: (app: AppAuth, proof: Parameters<typeof confirm>[2]) => confirm(deps, app, proof),
    resendConfirmation: (app: AppAuth, email: string) => resendConfirmation(deps, app, email),
    sendReset: (app: AppAuth, email: string) => sendReset(deps, app, email),
    reset: (app: AppAuth, proof: Parameters<typeof reset>[2]) => reset(deps, app, proof),

    newEmailUser,
    insertUser: (app: Pick<AppAuth, 'id'>, user: NewUser, transaction?: Transaction) =>
      insertUser(deps, app, user, transaction),
    importUsers: (appId: ObjectId, users: readonly unknown[], transaction: Transaction) =>
      importUsers(deps, appId, users, transaction),
    confirmUser: (user: UserFilter, transaction?: Transaction) => confirmUser(deps, user, transaction),
    setUserDisabled: (user: UserFilter, disabled: boolean, transaction?: Transaction) =>
      setUserDisabled(deps, user, disabled, transaction),
    deleteUser: (user: UserFilter, transaction?: Transaction) => deleteUser(deps, user, transaction),
    createApiKey: (key: NewApiKey, transaction?: Transaction) => createApiKey(deps, key, transaction),
    deleteApiKey: (filter: KeyFilter, transaction?: Transaction) => deleteApiKey(deps, filter, transaction),
    setApiKeyDisabled: (filter: KeyFilter, disabled: boolean, transaction?: Transaction) =>
      setApiKeyDisabled(deps, filter, disabled, transaction),
  };
}

export type AppUsers = ReturnType<typeof createAppUsers>;

function textOf(credential: Credential): string {
  return Object.values(credential).join('\0');
}
