import { randomBytes } from 'node:crypto';
import { hashPassword } from '../auth/index.ts';
import type { EmailPasswordProvider } from '../apps/index.ts';
import { ObjectId } from '../mongo/index.ts';
import { Problem } from '../problem/index.ts';
import type { AppEmailToken, AppUserRecord } from '../store/index.ts';
import type { AppAuth } from './app-auth.ts';
import type { AppUsersDeps } from './deps.ts';
import { requireProvider } from './require-provider.ts';
import { hashSecret } from './secrets-of-users.ts';
import { insertUser, type NewUser } from './user-records.ts';

const tokenLifeMs = 30 * 60_000;
const emailForm = /^[^\s@]{1,64}@[^\s@]{1,255}$/;

interface EmailProof {
  readonly tokenId: string;
  readonly token: string;
}

/** Makes an e-mail user, confirmed at once or by e-mail, as the app says. @throws Problem ACCOUNT_NAME_IN_USE, INVALID_EMAIL, INVALID_APP_PASSWORD */
export async function register(deps: AppUsersDeps, app: AppAuth, email: string, password: string): Promise<void> {
  const provider = emailProvider(app);
  if (provider.confirmationFunctionName !== undefined && !provider.autoConfirm)
    throw new Problem('FUNCTION_NOT_RUNNABLE', { parameters: [provider.confirmationFunctionName] });
  const user = await insertUser(deps, app, await newEmailUser({ email, password, pending: !provider.autoConfirm }));
  if (user.pending === true) await sendConfirmation(deps, app, user);
}

/**
 * What the user of an address and a password begins with, or of an address alone, whose password has to be reset first.
 * @throws Problem INVALID_EMAIL, INVALID_APP_PASSWORD
 */
export async function newEmailUser({
  email,
  password,
  pending = false,
}: {
  email: string;
  password?: string | undefined;
  pending?: boolean;
}): Promise<NewUser> {
  if (!isEmail(email)) throw new Problem('INVALID_EMAIL');
  const passwordHash = password === undefined ? undefined : await hashPassword(requirePassword(password));
  return {
    data: { email },
    identities: [{ id: new ObjectId().toHexString(), providerType: 'local-userpass' }],
    email,
    ...(passwordHash !== undefined && { passwordHash }),
    ...(pending && { pending }),
  };
}

export function isEmail(text: string): boolean {
  return emailForm.test(text);
}

/** @throws Problem INVALID_EMAIL_TOKEN, USER_ALREADY_CONFIRMED */
export async function confirm(deps: AppUsersDeps, app: AppAuth, proof: EmailProof): Promise<void> {
  emailProvider(app);
  const { userId } = await spendToken(deps, app, 'confirm', proof);
  const confirmed = await deps.store.appUsers.updateOne(
    { appId: app.id, userId, pending: true },
    { $unset: { pending: '' } },
  );
  if (confirmed.matchedCount === 0) throw new Problem('USER_ALREADY_CONFIRMED');
}

/** Sends the confirmation again. @throws Problem APP_USER_NOT_FOUND, USER_ALREADY_CONFIRMED */
export async function resendConfirmation(deps: AppUsersDeps, app: AppAuth, email: string): Promise<void> {
  emailProvider(app);
  const user = await deps.store.appUsers.findOne({ appId: app.id, email });
  if (user === null) throw new Problem('APP_USER_NOT_FOUND');
  if (user.pending !== true) throw new Problem('USER_ALREADY_CONFIRMED');
  await sendConfirmation(deps, app, user);
}

/** Sends a link for a new password. Says nothing of whether there is such a user. */
export async function sendReset(deps: AppUsersDeps, app: AppAuth, email: string): Promise<void> {
  const provider = emailProvider(app);
  const user = await deps.store.appUsers.findOne({ appId: app.id, email });
  if (user === null) return;
  const subject = provider.resetPasswordSubject || 'Reset your password';
  await sendLink(deps, app, user, { purpose: 'reset', subject, url: provider.resetPasswordUrl });
}

/** Sets a new password by a link's proof, and ends all sessions. @throws Problem INVALID_EMAIL_TOKEN, INVALID_APP_PASSWORD */
export async function reset(
  deps: AppUsersDeps,
  app: AppAuth,
  proof: EmailProof & { readonly password: string },
): Promise<void> {
  emailProvider(app);
  const passwordHash = await hashPassword(requirePassword(proof.password));
  const { userId } = await spendToken(deps, app, 'reset', proof);
  // Who can read the mail has confirmed the address.
  await deps.store.appUsers.updateOne({ appId: app.id, userId }, { $set: { passwordHash }, $unset: { pending: '' } });
  await deps.store.appSessions.deleteMany({ appId: app.id, userId });
}

export function emailProvider(app: AppAuth): EmailPasswordProvider {
  requireProvider(app, 'local-userpass');
  return app.providers['local-userpass'] as EmailPasswordProvider;
}

function requirePassword(password: string): string {
  if (password.length < 6 || password.length > 128) throw new Problem('INVALID_APP_PASSWORD');
  return password;
}

function sendConfirmation(deps: AppUsersDeps, app: AppAuth, user: AppUserRecord): Promise<void> {
  const { confirmEmailSubject, emailConfirmationUrl } = emailProvider(app);
  const subject = confirmEmailSubject || 'Confirm your e-mail address';
  return sendLink(deps, app, user, { purpose: 'confirm', subject, url: emailConfirmationUrl });
}

interface Message {
  readonly purpose: AppEmailToken['purpose'];
  readonly subject: string;
  readonly url: string;
}

/** The newest link alone is good. */
async function sendLink(
  { store, hashKey, mailer, now }: AppUsersDeps,
  { id: appId }: AppAuth,
  { userId, email = '' }: AppUserRecord,
  { purpose, subject, url }: Message,
): Promise<void> {
  const _id = new ObjectId();
  const token = randomBytes(32).toString('hex');
  await store.appEmailTokens.deleteMany({ appId, userId, purpose });
  const expiresAt = new Date(now().getTime() + tokenLifeMs);
  await store.appEmailTokens.insertOne({
    _id,
    appId,
    userId,
    purpose,
    tokenHash: hashSecret(hashKey, token),
    expiresAt,
  });
  const link = `${url}${url.includes('?') ? '&' : '?'}token=${token}&tokenId=${_id.toHexString()}`;
  await mailer.send({ to: email, subject, text: `${subject}: ${link}\n\nThe link is good for 30 minutes.\n` });
}

async function spendToken(
  { store, hashKey, now }: AppUsersDeps,
  { id: appId }: AppAuth,
  purpose: AppEmailToken['purpose'],
  { tokenId, token }: EmailProof,
): Promise<AppEmailToken> {
  if (!/^[0-9a-f]{24}$/i.test(tokenId)) throw new Problem('INVALID_EMAIL_TOKEN');
  const proof = { _id: new ObjectId(tokenId), appId, purpose, tokenHash: hashSecret(hashKey, token) };
  const spent = await store.appEmailTokens.findOneAndDelete({ ...proof, expiresAt: { $gt: now() } });
  if (spent === null) throw new Problem('INVALID_EMAIL_TOKEN');
  return spent;
}
