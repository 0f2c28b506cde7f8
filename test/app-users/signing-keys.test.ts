/** Which tokens an app takes that checks them by its own secrets: signed by its algorithm alone, and by who has the private key. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, exportSPKI, generateKeyPair, importPKCS8, SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AppAuth } from '../../src/app-users/index.ts';
import type { CustomTokenProvider } from '../../src/apps/index.ts';
import { hs256Secret, openUsers, type Users } from './fresh-app.ts';

let room: Users;

beforeAll(async () => {
  room = await openUsers();
});
afterAll(() => room[Symbol.asyncDispose]());

const certificate = `-----BEGIN CERTIFICATE-----
MIIBbjCCARWgAwIBAgIUYvN1qC8AuWVdrx5PPrl66dA03aAwCgYIKoZIzj0EAwIw
DDEKMAgGA1UEAwwBYTAgFw0yNjExMjYwNzA2NThaGA8yMTI2MTEwMjA3MDY1OFow
DDEKMAgGA1UEAwwBYTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABIOiSNNJgEKf
lIo+Eta77hEoztqplvDAlQ3bsxwLWFhaddxPNhgVinP+u1pMNxKTrquuL6bXTLXx
EU5ofKqt7lWjUzBRMB0GA1UdDgQWBBQEl5C+ZeqevUKlOBAJcL081wGhATAfBgNV
HSMEGDAWgBQEl5C+ZeqevUKlOBAJcL081wGhATAPBgNVHRMBAf8EBTADAQH/MAoG
CCqGSM49BAMCA0cAMEQCIASvIGd9MqpCWGmzKjNC5NAoFkqBd1zIidHvHteKXXgA
AiB3RaX5kY8+qgqCM5xf4lLWRfSP3JXan5nHJmOWpw0zFA==
-----END CERTIFICATE-----`;
const keyOfCertificate = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg+JB1R213bdIHiyFM
QVT0t3CIWQ2Ku6gw5IDL3fjpAfShRANCAASDokjTSYBCn5SKPhLWu+4RKM7aqZbw
wJUN27McC1hYWnXcTzYYFYpz/rtaTDcSk66rri+m10y18RFOaHyqre5V
-----END PRIVATE KEY-----`;

const provider = {
  disabled: false,
  audience: ['here'],
  requireAnyAudience: false,
  signingKeys: ['one', 'two'],
  metadataFields: [],
};
type Settings = Pick<CustomTokenProvider, 'signingAlgorithm' | 'jwkUri'>;
type Key = Parameters<SignJWT['sign']>[0];

function appBy(settings: Settings, secrets: Record<string, string>): AppAuth {
  return room.app({ 'custom-token': { ...provider, ...settings } }, secrets);
}

function sign(alg: string, key: Key): Promise<string> {
  const token = new SignJWT({ sub: 'ann' }).setProtectedHeader({ alg, kid: 'k1' });
  return token.setAudience('here').setExpirationTime('5m').sign(key);
}

const from = { address: '127.0.0.1' };
const logIn = (app: AppAuth, token: string) => room.users.logIn(app, { provider: 'custom-token', token }, from);
const invalid = expect.objectContaining({ code: 'INVALID_TOKEN' }) as unknown;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test.each(['RS256', 'ES256'] as const)('%s by a public key: who knows it signs nothing with it', async (alg) => {
  const { publicKey, privateKey } = await generateKeyPair(alg);
  const pem = await exportSPKI(publicKey);
  const app = appBy({ signingAlgorithm: alg }, { one: `${pem}\n` });
  expect((await logIn(app, await sign(alg, privateKey))).user_id).toMatch(/^[0-9a-f]{24}$/);
  for (const secret of [pem, `${pem}\n`, pem.trim()])
    await expect(logIn(app, await sign('HS256', bytes(secret)))).rejects.toEqual(invalid);
  const stranger = await generateKeyPair(alg);
  await expect(logIn(app, await sign(alg, stranger.privateKey))).rejects.toEqual(invalid);
});

test('with HS256 a public key is no secret, not even beside one that is', async () => {
  const pem = await exportSPKI((await generateKeyPair('RS256')).publicKey);
  for (const secrets of [{ one: pem }, { one: `\n${pem}` }, { one: certificate }, { one: pem, two: hs256Secret }])
    await expect(
      logIn(appBy({ signingAlgorithm: 'HS256' }, secrets), await sign('HS256', bytes(secrets.one))),
    ).rejects.toEqual(invalid);
  const both = appBy({ signingAlgorithm: 'HS256' }, { one: pem, two: hs256Secret });
  await logIn(both, await sign('HS256', bytes(hs256Secret)));
});

test('by a certificate; a secret that is no key of the algorithm leaves the others good', async () => {
  const token = await sign('ES256', await importPKCS8(keyOfCertificate, 'ES256'));
  await logIn(appBy({ signingAlgorithm: 'ES256' }, { one: 'no key', two: certificate }), token);
  for (const one of [
    'no key',
    '-----BEGIN PUBLIC KEY-----',
    await exportSPKI((await generateKeyPair('RS256')).publicKey),
  ])
    await expect(logIn(appBy({ signingAlgorithm: 'ES256' }, { one }), token)).rejects.toEqual(invalid);
});

test.each(['RS384', 'PS256'])('%s by a key that the app has for RS256', async (alg) => {
  const { publicKey, privateKey } = await generateKeyPair(alg);
  const app = appBy({ signingAlgorithm: 'RS256' }, { one: await exportSPKI(publicKey) });
  await expect(logIn(app, await sign(alg, privateKey))).rejects.toEqual(invalid);
});

test('a key set that names its algorithm takes no other; one that names none takes both', async () => {
  const pairs = { RS256: await generateKeyPair('RS256'), ES256: await generateKeyPair('ES256') };
  for (const alg of ['RS256', 'ES256'] as const) {
    const { url, close } = await keySet({ ...(await exportJWK(pairs[alg].publicKey)), kid: 'k1', alg });
    const token = await sign(alg, pairs[alg].privateKey);
    for (const signingAlgorithm of [undefined, 'RS256', 'ES256'] as const) {
      const app = appBy({ jwkUri: url, ...(signingAlgorithm && { signingAlgorithm }) }, {});
      const isLetIn = logIn(app, token).then(
        () => true,
        () => false,
      );
      expect([alg, signingAlgorithm, await isLetIn]).toEqual([
        alg,
        signingAlgorithm,
        (signingAlgorithm ?? alg) === alg,
      ]);
    }
    close();
  }
});

async function keySet(key: object): Promise<{ url: string; close: () => void }> {
  const text = JSON.stringify({ keys: [key] });
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json').end(text);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`, close: () => void server.close() };
}
