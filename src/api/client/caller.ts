import type { AppPrincipal, Principal } from '../../contract/index.ts';
import type { AppSession, AppUserRecord } from '../../store/index.ts';

interface Called {
  readonly principal: Principal;
}

/** Whose app is called. Operations of this plane have no other kind of principal. */
export function callerOf({ principal }: Called): AppPrincipal {
  if (principal.kind !== 'app') throw new Error('the operation has let in somebody who calls no app');
  return principal;
}

/** The session of the refresh token, for operations with `x-policy: appSession`. */
export function sessionOf(request: Called): AppSession {
  const { session } = callerOf(request);
  if (session === undefined) throw new Error('the operation has let in somebody without a session');
  return session;
}

/** The account of the token. */
export function accountOf(request: Called): AppUserRecord {
  const { account } = callerOf(request);
  if (account === undefined) throw new Error('the operation has let in somebody without an account');
  return account;
}
