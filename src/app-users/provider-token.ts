import { errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey, type JWTVerifyOptions } from 'jose';
import type { CustomTokenProvider, SigningAlgorithm } from '../apps/index.ts';
import type { Document } from '../mongo/index.ts';
import { Problem } from '../problem/index.ts';
import type { AppAuth } from './app-auth.ts';
import { isDeepStrictEqual } from 'node:util';
import type { LoggedIn, LogInOptions, ProviderDeps } from './credential.ts';
import { signingKeyOf } from './signing-keys.ts';
import { addIdentity, findByIdentity, findOrInsertUser, setUserData } from './user-records.ts';

const longestToken = 1_000_000;
const longestField = 4096;

/**
 * The user that a token of another party names as its subject. What the token says of the user becomes the user's data at each login.
 * @see reference/app-services.md §6.1
 */
export async function identifyByToken(
  deps: ProviderDeps,
  app: AppAuth,
  token: string,
  { createUser, linkTo }: LogInOptions,
): Promise<LoggedIn> {
  const provider = app.providers['custom-token'] as CustomTokenProvider;
  if (token.length > longestToken) throw refused('it is too long');
  const claims = await verifyClaims(deps, app, provider, token);
  if (claims.sub === undefined || claims.sub === '') throw refused('it has no sub claim');
  const data = dataOf(claims, provider);
  const identity = { id: claims.sub, providerType: 'custom-token' } as const;
  if (linkTo !== undefined) return { user: await link(deps, app, linkTo, { ...identity, data }), identity };
  const user = createUser
    ? await findOrInsertUser(deps, app, identity, { data })
    : await findByIdentity(deps, app, identity);
  if (user === null) throw new Problem('INVALID_USER_SESSION');
  return { user: isDeepStrictEqual(user.data, data) ? user : await refreshData(deps, user, data), identity };
}

async function link(
  deps: ProviderDeps,
  app: AppAuth,
  user: LoggedIn['user'],
  identity: { id: string; providerType: 'custom-token'; data: Document },
): Promise<LoggedIn['user']> {
  const owner = await findByIdentity(deps, app, identity);
  if (owner?.userId === user.userId) return owner;
  return addIdentity(deps, user, identity, { data: { ...user.data, ...identity.data } });
}

/** Fields that other providers have set stay. */
function refreshData(deps: ProviderDeps, user: LoggedIn['user'], data: Document): Promise<LoggedIn['user']> {
  return setUserData(deps, user, user.identities.length > 1 ? { ...user.data, ...data } : data);
}

async function verifyClaims(
  { tokenKeys, now }: ProviderDeps,
  app: AppAuth,
  provider: CustomTokenProvider,
  token: string,
): Promise<JWTPayload> {
  const options = { currentDate: now(), requiredClaims: ['exp'] };
  const { jwkUri, signingAlgorithm } = provider;
  const claims =
    jwkUri === undefined
      ? await verifyBySecrets(token, app, provider, options)
      : await verifyByKeySet(token, tokenKeys.at(jwkUri), { ...options, algorithms: ofKeySet(signingAlgorithm) });
  requireAudience(claims, app, provider);
  return claims;
}

/** The app's keys decide how a token is to be signed, never the token. */
async function verifyBySecrets(
  token: string,
  app: AppAuth,
  { signingAlgorithm = 'HS256', signingKeys }: CustomTokenProvider,
  options: JWTVerifyOptions,
): Promise<JWTPayload> {
  const keys = await keysOf(secretsOf(app, signingKeys), signingAlgorithm);
  let reason: unknown;
  for (const key of keys) {
    try {
      return (await jwtVerify(token, key, { ...options, algorithms: [signingAlgorithm] })).payload;
    } catch (error) {
      reason = error;
    }
  }
  throw reason instanceof TypeError ? refused(noKeyOf(signingAlgorithm), reason) : explained(reason);
}

function secretsOf(app: AppAuth, names: readonly string[]): string[] {
  const secrets = names.map((name) => app.secretOf(name)).filter((secret) => secret !== undefined);
  if (secrets.length === 0) throw refused('the app has no signing key: set its secret');
  return secrets;
}

async function keysOf(secrets: readonly string[], algorithm: SigningAlgorithm) {
  const found = await Promise.all(secrets.map((secret) => signingKeyOf(secret, algorithm)));
  const keys = found.filter((key) => key !== undefined);
  if (keys.length === 0) throw refused(noKeyOf(algorithm));
  return keys;
}

function noKeyOf(algorithm: SigningAlgorithm): string {
  return algorithm === 'HS256'
    ? 'the app checks it by HS256, and its secret is a public key'
    : `the app checks it by ${algorithm}, and its secret is no public key of it as PEM`;
}

/** Asymmetric algorithms only: a public key must never be taken for a shared secret. */
function ofKeySet(only: SigningAlgorithm | undefined): string[] {
  return ['RS256', 'ES256'].filter((algorithm) => only === undefined || only === algorithm);
}

async function verifyByKeySet(token: string, keys: JWTVerifyGetKey, options: JWTVerifyOptions): Promise<JWTPayload> {
  try {
    return (await jwtVerify(token, keys, options)).payload;
  } catch (error) {
    throw explained(error);
  }
}

function explained(error: unknown): unknown {
  if (error instanceof errors.JWTExpired) return refused('it has expired');
  if (error instanceof errors.JWKSTimeout) return new Problem('SERVICE_UNAVAILABLE', { cause: error });
  // What a key server answers, and how, is nobody's business who sends a token.
  return error instanceof errors.JOSEError ? refused('signature or claims do not hold', error) : unreachable(error);
}

/** `fetch` throws TypeErrors. */
function unreachable(error: unknown): unknown {
  return error instanceof TypeError ? new Problem('SERVICE_UNAVAILABLE', { cause: error }) : error;
}

function requireAudience({ aud = [] }: JWTPayload, app: AppAuth, provider: CustomTokenProvider): void {
  const given = [aud].flat();
  const wanted = provider.audience.length === 0 ? [app.clientAppId] : provider.audience;
  const has = (audience: string): boolean => given.includes(audience);
  if (!(provider.requireAnyAudience ? wanted.some(has) : wanted.every(has))) throw refused('its audience is another');
}

function dataOf(claims: JWTPayload, { metadataFields }: CustomTokenProvider): Document {
  const data: Document = {};
  for (const { path, fieldName, required } of metadataFields) {
    const value = claimAt(claims, path);
    if (value === undefined && required) throw refused(`it lacks the claim ${path}`);
    if (value === undefined) continue;
    if (JSON.stringify(value).length > longestField) throw refused(`the claim ${path} is too long`);
    data[fieldName] = value;
  }
  return data;
}

/** `user\.data.name` → the claim `name` in `user.data`. */
function claimAt(claims: JWTPayload, path: string): unknown {
  const names = path.split(/(?<!\\)\./).map((name) => name.replaceAll('\\.', '.'));
  return names.reduce<unknown>(
    (value, name) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, name)
        ? (value as Record<string, unknown>)[name]
        : undefined,
    claims,
  );
}

function refused(reason: string, cause?: unknown): Problem {
  return new Problem('INVALID_TOKEN', { parameters: [reason], cause });
}
