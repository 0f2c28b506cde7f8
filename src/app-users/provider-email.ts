import { Problem } from '../problem/index.ts';
import type { Transaction } from '../store/index.ts';
import type { AppAuth } from './app-auth.ts';
import type { LoggedIn, LogInOptions, ProviderDeps } from './credential.ts';
import { addIdentity, deleteUser, isImported, requireEnabled } from './user-records.ts';

interface EmailAndPassword {
  readonly email: string;
  readonly password: string;
}

/** The user of an e-mail address. Nothing tells whether the address or the password was wrong. */
export async function identifyByEmail(
  deps: ProviderDeps,
  app: AppAuth,
  { email, password }: EmailAndPassword,
  { linkTo, address }: LogInOptions,
): Promise<LoggedIn> {
  const name = `${app.clientAppId} ${email}`;
  deps.attempts.check(address, name);
  const user = await deps.store.appUsers.findOne({ appId: app.id, email });
  const fits = await deps.passwords.check(password, user?.passwordHash);
  // Many guesses at a time may have been let in together.
  deps.attempts.check(address, name);
  const own = user?.identities.find(({ providerType }) => providerType === 'local-userpass');
  if (user === null || !fits || own === undefined) {
    deps.attempts.failed(address, name);
    throw new Problem('INVALID_LOGIN');
  }
  if (user.pending === true) throw new Problem('USER_NOT_CONFIRMED');
  const identity = { id: own.id, providerType: 'local-userpass' } as const;
  if (linkTo === undefined || linkTo.userId === user.userId) return { user, identity };
  return { user: await takeOver(deps, user, linkTo), identity };
}

/** Registered first and linked then: the fresh account melts into the user who is logged in, if nobody has used it yet. */
async function takeOver(
  deps: ProviderDeps,
  fresh: LoggedIn['user'],
  user: LoggedIn['user'],
): Promise<LoggedIn['user']> {
  const { email, passwordHash = '', identities } = requireEnabled(fresh);
  const [identity] = identities;
  if (identities.length > 1 || identity === undefined || email === undefined || user.email !== undefined)
    throw new Problem('IDENTITY_TAKEN');
  return deps.store.inTransaction(async (transaction) => {
    await requireUnused(deps, fresh, transaction);
    await deleteUser(deps, fresh, transaction);
    const more = { email, passwordHash, data: { ...user.data, email } };
    return addIdentity(deps, user, identity, more, transaction);
  });
}

/** Documents may name who was imported or has logged in. Read anew, since that may have happened meanwhile. */
async function requireUnused(
  { store }: ProviderDeps,
  fresh: LoggedIn['user'],
  transaction: Transaction,
): Promise<void> {
  const unused = { _id: fresh._id, lastAuthenticatedAt: { $exists: false } };
  if (isImported(fresh) || (await store.appUsers.findOne(unused, transaction)) === null)
    throw new Problem('IDENTITY_TAKEN');
}
