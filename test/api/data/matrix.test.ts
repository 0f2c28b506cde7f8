/** Every kind of credential × every action × JSON and Extended JSON, under owner rules. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { BSON } from 'mongodb';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { operations } from '../../../generated/operations.gen.ts';
import { api } from '../../_harness/admin.ts';
import { client, own, redeploy, type AppCall } from '../../_harness/apps.ts';
import {
  dataApi,
  deployApp,
  folder,
  freshDatabase,
  freshUser,
  ownerRole,
  providers,
  type TestApp,
} from '../../_harness/data-api.ts';
import { actionCases, documentOf, formats, type DataAction } from './action-cases.ts';

interface Caller {
  readonly app: TestApp;
  readonly by: AppCall;
  /** Whose documents the credential reaches. */
  readonly userId: string;
}

const credentials = [
  'apiKey of a server key',
  'api-key of a server key',
  'apiKey of a user key',
  'api-key of a user key',
  'email and password',
  'jwtTokenString',
  'jwtTokenString by a JWKS, RS256',
  'Bearer of anon-user',
  'Bearer of local-userpass',
  'Bearer of custom-token',
  'Bearer of custom-token by a JWKS, RS256',
  'Bearer of a server key',
  'Bearer of a user key',
  'run as system',
  'run as a user',
] as const;

const signingKey = 'signing key of the matrix, 32 letters';
const customToken = {
  name: 'custom-token',
  type: 'custom-token',
  disabled: false,
  config: { audience: ['matrix'], signingAlgorithm: 'HS256' },
  secret_config: { signingKeys: ['jwt'] },
  metadata_fields: [],
};
const database = freshDatabase();
const files = (settings: object, tokens: object = customToken) =>
  folder(
    database,
    { things: { rules: { roles: [ownerRole] } } },
    {
      'auth/providers.json': { ...providers, 'custom-token': tokens },
      'https_endpoints/gen_endpoints_config.json': {
        versions: ['v1'],
        return_type: 'JSON',
        create_user_on_auth: true,
        ...settings,
      },
    },
  );
const actions = Object.values(operations)
  .filter(({ policy }) => policy === 'app')
  .map(({ operationId }) => operationId as DataAction);
const cells = actions.flatMap((action) =>
  (['application/json', 'application/ejson'] as const).map((format) => ({ action, format })),
);

let app: TestApp;
let keySet: Server;
let callers: Record<(typeof credentials)[number], Caller>;

beforeAll(async () => {
  app = await deployApp(files({}), { jwt: signingKey });
  const [withCredentials, byKeySet, runAs] = await Promise.all([callersOf(app), keySetCallers(), runAsCallers()]);
  callers = { ...withCredentials, ...byKeySet, ...runAs };
}, 60_000);
afterAll(() => keySet.close());

/** Callers who say themselves who they are. */
async function callersOf(of: TestApp) {
  const logIn = async (
    provider: string,
    body: object = {},
  ): Promise<{ id: string; token: string; refresh: string }> => {
    const { json } = await client('POST', of, `/auth/providers/${provider}/login`, { body });
    return { id: json.user_id, token: json.access_token, refresh: json.refresh_token };
  };
  const { email, password } = await freshUser(of);
  const jwt = await signedToken();
  const serverKey = (await api('POST', `${of.path}/apiKeys`, { body: { name: 'matrix' } })).json.value as string;
  const byEmail = await logIn('local-userpass', { username: email, password });
  const made = await own('POST', '/auth/api_keys', { token: byEmail.refresh, body: { name: 'matrix' } });
  const userKey = made.json.key as string;
  const [anonymous, byToken, byServerKey, byUserKey] = await Promise.all([
    logIn('anon-user'),
    logIn('custom-token', { token: jwt }),
    logIn('api-key', { key: serverKey }),
    logIn('api-key', { key: userKey }),
  ]);
  const headers = (userId: string, sent: Record<string, string>): Caller => ({
    app: of,
    by: { headers: sent },
    userId,
  });
  const bearer = ({ id: userId, token }: { id: string; token: string }): Caller => ({ app: of, by: { token }, userId });
  return {
    'apiKey of a server key': headers(byServerKey.id, { apiKey: serverKey }),
    'api-key of a server key': headers(byServerKey.id, { 'api-key': serverKey }),
    'apiKey of a user key': headers(byEmail.id, { apiKey: userKey }),
    'api-key of a user key': headers(byEmail.id, { 'api-key': userKey }),
    'email and password': headers(byEmail.id, { email, password }),
    jwtTokenString: headers(byToken.id, { jwtTokenString: jwt }),
    'Bearer of anon-user': bearer(anonymous),
    'Bearer of local-userpass': bearer(byEmail),
    'Bearer of custom-token': bearer(byToken),
    'Bearer of a server key': bearer(byServerKey),
    'Bearer of a user key': bearer(byUserKey),
  };
}

/** Callers whose token is checked by keys that somebody else serves. */
async function keySetCallers() {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'k1', alg: 'RS256' }] });
  keySet = createServer((_, response) => response.setHeader('content-type', 'application/json').end(keys));
  await new Promise<void>((resolve) => keySet.listen(0, '127.0.0.1', resolve));
  const jwkURI = `http://127.0.0.1:${(keySet.address() as AddressInfo).port}/jwks`;
  const config = { audience: ['matrix'], signingAlgorithm: 'RS256', useJWKURI: true, jwkURI };
  const of = await deployApp(files({}, { ...customToken, config, secret_config: {} }));
  const jwt = await tokenOf({ alg: 'RS256', kid: 'k1' }).sign(privateKey);
  const { json } = await client('POST', of, '/auth/providers/custom-token/login', { body: { token: jwt } });
  const userId = json.user_id as string;
  return {
    'jwtTokenString by a JWKS, RS256': { app: of, by: { headers: { jwtTokenString: jwt } }, userId },
    'Bearer of custom-token by a JWKS, RS256': { app: of, by: { token: json.access_token as string }, userId },
  };
}

/** Callers of whom the app's settings say who they are. */
async function runAsCallers() {
  const [system, single] = await Promise.all([deployApp(files({ run_as_system: true })), deployApp(files({}))]);
  const { id } = await freshUser(single);
  await redeploy(single, files({ run_as_user_id: id }));
  const isServed = async () => (await dataApi(single, database)('countDocuments')).status === 200;
  await vi.waitUntil(isServed, { timeout: 30_000 });
  return {
    'run as system': { app: system, by: {}, userId: 'anybody' },
    'run as a user': { app: single, by: {}, userId: id },
  };
}

function tokenOf(header: { readonly alg: string; readonly kid?: string }): SignJWT {
  return new SignJWT({ sub: 'matrix-1' }).setProtectedHeader(header).setAudience('matrix').setExpirationTime('30m');
}

function signedToken(): Promise<string> {
  return tokenOf({ alg: 'HS256' }).sign(new TextEncoder().encode(signingKey));
}

test('the contract has actions', () => {
  expect(actions.toSorted()).toEqual(Object.keys(actionCases).toSorted());
});

test.each(credentials)('%s', async (credential) => {
  const caller = callers[credential];
  const things = dataApi(caller.app, database, 'things', caller.by);
  const runs = cells.map((cell) => {
    const [document, fresh] = [
      documentOf(new BSON.ObjectId(), caller.userId),
      documentOf(new BSON.ObjectId(), caller.userId),
    ];
    return { ...cell, document, ...actionCases[cell.action](document, fresh) };
  });
  const seeds = JSON.parse(BSON.EJSON.stringify(runs.map(({ document }) => document))) as object[];
  expect((await things('insertMany', { documents: seeds })).status).toBe(201);
  const answers = await Promise.all(
    runs.map(async ({ action, format, body }) => {
      const sent = JSON.parse(formats[format].sent(body)) as object;
      const answer = await things(action, sent, { headers: { 'content-type': format, accept: format } });
      const type = answer.headers.get('content-type')?.split(';')[0];
      return [action, answer.status, type, JSON.parse(answer.text)];
    }),
  );
  expect(answers).toEqual(
    runs.map(({ action, format, status, answer }) => [action, status, format, formats[format].answered(answer)]),
  );
});

describe('refused', () => {
  test.each<[string, number, string, string, AppCall]>([
    ['without credentials', 400, 'InvalidParameter', 'no authentication methods were specified', {}],
    ['by half of them', 400, 'MissingParameter', 'must specify some form of', { headers: { password: 'secret1' } }],
    ['by a wrong key', 401, 'InvalidSession', 'invalid session: error finding user', { headers: { apiKey: 'no' } }],
    [
      'by a wrong JWT',
      401,
      'InvalidSession',
      'invalid session: error finding user',
      { headers: { jwtTokenString: 'x' } },
    ],
    ['by a wrong access token', 401, 'InvalidSession', 'invalid session', { token: 'x.y.z' }],
  ])('%s: %i %s', async (_, status, code, text, by) => {
    const things = dataApi(app, database, 'things', by);
    const answers = await Promise.all(
      cells.map(async ({ action, format }) => {
        const document = documentOf(new BSON.ObjectId(), 'nobody');
        const body = JSON.parse(formats[format].sent(actionCases[action](document, document).body)) as object;
        const answer = await things(action, body, { headers: { 'content-type': format, accept: format } });
        const { error, error_code } = JSON.parse(answer.text) as { error: string; error_code: string };
        return [action, format, answer.status, error_code, error.startsWith(text)];
      }),
    );
    expect(answers).toEqual(cells.map(({ action, format }) => [action, format, status, code, true]));
  });
});
