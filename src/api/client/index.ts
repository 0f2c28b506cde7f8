/**
 * The client API of App Services: users of apps log in, keep their sessions and look after their accounts.
 * Knows bodies and answers; who somebody is, `src/app-users` finds out.
 */
import { callFunction } from './callFunction.ts';
import type { ClientDeps } from './deps.ts';
import { callEmailConfirmation } from './callEmailConfirmation.ts';
import { callPasswordReset } from './callPasswordReset.ts';
import { confirmEmailUser } from './confirmEmailUser.ts';
import { createAccessToken } from './createAccessToken.ts';
import { createOwnApiKey } from './createOwnApiKey.ts';
import { deleteOwnApiKey } from './deleteOwnApiKey.ts';
import { deleteOwnUser } from './deleteOwnUser.ts';
import { deleteSession } from './deleteSession.ts';
import { disableOwnApiKey } from './disableOwnApiKey.ts';
import { enableOwnApiKey } from './enableOwnApiKey.ts';
import { getAppLocation } from './getAppLocation.ts';
import { getOwnApiKey } from './getOwnApiKey.ts';
import { getProfile } from './getProfile.ts';
import { listOwnApiKeys } from './listOwnApiKeys.ts';
import { logInAnonymously } from './logInAnonymously.ts';
import { logInWithApiKey } from './logInWithApiKey.ts';
import { logInWithCustomFunction } from './logInWithCustomFunction.ts';
import { logInWithCustomToken } from './logInWithCustomToken.ts';
import { logInWithEmailPassword } from './logInWithEmailPassword.ts';
import { registerEmailUser } from './registerEmailUser.ts';
import { resetPassword } from './resetPassword.ts';
import { sendEmailConfirmation } from './sendEmailConfirmation.ts';
import { sendPasswordReset } from './sendPasswordReset.ts';

export type { ClientDeps } from './deps.ts';

export function createClientHandlers(deps: ClientDeps) {
  return {
    callFunction: callFunction(deps),
    getAppLocation: getAppLocation(),
    logInAnonymously: logInAnonymously(deps),
    logInWithEmailPassword: logInWithEmailPassword(deps),
    logInWithApiKey: logInWithApiKey(deps),
    logInWithCustomToken: logInWithCustomToken(deps),
    logInWithCustomFunction: logInWithCustomFunction(deps),
    registerEmailUser: registerEmailUser(deps),
    confirmEmailUser: confirmEmailUser(deps),
    sendEmailConfirmation: sendEmailConfirmation(deps),
    callEmailConfirmation: callEmailConfirmation(),
    sendPasswordReset: sendPasswordReset(deps),
    resetPassword: resetPassword(deps),
    callPasswordReset: callPasswordReset(),
    createAccessToken: createAccessToken(deps),
    deleteSession: deleteSession(deps),
    getProfile: getProfile(),
    deleteOwnUser: deleteOwnUser(deps),
    listOwnApiKeys: listOwnApiKeys(deps),
    createOwnApiKey: createOwnApiKey(deps),
    getOwnApiKey: getOwnApiKey(deps),
    deleteOwnApiKey: deleteOwnApiKey(deps),
    enableOwnApiKey: enableOwnApiKey(deps),
    disableOwnApiKey: disableOwnApiKey(deps),
  };
}
