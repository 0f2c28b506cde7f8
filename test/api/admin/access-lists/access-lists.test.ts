import { beforeAll, expect, test } from 'vitest';
import { api, freshKey, freshOrganization, type KeyPair } from '../../../_harness/admin.ts';

let orgId = '';
let key: KeyPair & { id: string };
let path = '';

beforeAll(async () => {
  ({ id: orgId } = await freshOrganization());
  key = await freshKey(orgId, ['ORG_OWNER']);
  path = `/orgs/${orgId}/apiKeys/${key.id}/accessList`;
});

test('empty it admits every address; one entry closes it for the others', async () => {
  expect((await api('GET', '', { as: key, from: '127.0.0.2' })).status).toBe(200);
  const added = await api('POST', path, { body: [{ ipAddress: '127.0.0.1' }, { cidrBlock: '127.0.1.0/24' }] });
  expect(added.json.results.map((entry: { cidrBlock: string }) => entry.cidrBlock)).toEqual([
    '127.0.0.1/32',
    '127.0.1.0/24',
  ]);
  const refused = await api('GET', '', { as: key, from: '127.0.0.2' });
  expect([refused.status, refused.json.detail]).toEqual([
    403,
    'IP address 127.0.0.2 is not allowed to access this resource.',
  ]);
  expect((await api('GET', '', { as: key, from: '127.0.1.9' })).status).toBe(200);
});

test('an entry says when it was last used', async () => {
  const before = (await api('GET', `${path}/127.0.0.1`)).json;
  expect(before).toMatchObject({ cidrBlock: '127.0.0.1/32', ipAddress: '127.0.0.1' });
  await api('GET', '', { as: key });
  await expect
    .poll(async () => (await api('GET', `${path}/127.0.0.1`)).json, { timeout: 10_000, interval: 200 })
    .toMatchObject({ count: before.count + 1, lastUsedAddress: '127.0.0.1', lastUsed: expect.any(String) });
});

test('a range is addressed with its slash encoded, and removed', async () => {
  await api('POST', path, { body: [{ cidrBlock: '10.0.0.0/8' }, { ipAddress: '2001:DB8::1' }] });
  expect((await api('GET', `${path}/10.0.0.0%2F8`)).json.cidrBlock).toBe('10.0.0.0/8');
  expect((await api('GET', `${path}/2001:db8::1`)).json.ipAddress).toBe('2001:db8::1');
  expect((await api('DELETE', `${path}/10.0.0.0%2F8`)).status).toBe(200);
  expect((await api('GET', `${path}/10.0.0.0%2F8`)).json.errorCode).toBe('API_KEY_ACCESS_LIST_NOT_FOUND');
  expect((await api('DELETE', `${path}/10.0.0.0%2F8`)).json.errorCode).toBe('API_KEY_ACCESS_LIST_NOT_FOUND');
});

test('its old name is known', async () => {
  expect((await api('GET', path.replace('accessList', 'whitelist'))).status).toBe(200);
});

test('nobody shuts himself out', async () => {
  const { status, json } = await api('DELETE', `${path}/127.0.0.1`, { as: key });
  expect([status, json.errorCode]).toEqual([400, 'CANNOT_REMOVE_CALLER_FROM_ACCESS_LIST']);
});

test.each([
  [409, 'ADDRESS_ALREADY_IN_ACCESS_LIST', [{ cidrBlock: '127.0.0.1/32' }]],
  [400, 'DUPLICATE_ADDRESSES_IN_INPUT', [{ ipAddress: '10.1.1.1' }, { cidrBlock: '10.1.1.1/32' }]],
  [400, 'BAD_ACCESS_LIST_ADD_REQUEST', [{ ipAddress: '10.1.1.1', cidrBlock: '10.1.1.2/32' }]],
  [400, 'BAD_ACCESS_LIST_ADD_REQUEST', [{}]],
  [400, 'INVALID_IP_ADDRESS_OR_CIDR_NOTATION', [{ ipAddress: '10.1.1' }]],
  [400, 'CANNOT_ADD_IP_ADDRESS_TO_API_KEY_ACCESS_LIST', [{ ipAddress: '0.0.0.0' }]],
  [400, 'INVALID_JSON', {}],
  [400, 'INVALID_ATTRIBUTE', [{ ip: '10.1.1.1' }]],
])('%i %s', async (status, errorCode, body) => {
  const answer = await api('POST', path, { body });
  expect([answer.status, answer.json.errorCode]).toEqual([status, errorCode]);
});

test('a key that is not there', async () => {
  const nowhere = `/orgs/${orgId}/apiKeys/6512e1b2c3d4e5f601234567/accessList`;
  expect((await api('GET', nowhere)).json.errorCode).toBe('API_KEY_NOT_FOUND');
  expect((await api('POST', nowhere, { body: [{ ipAddress: '10.0.0.1' }] })).json.errorCode).toBe('API_KEY_NOT_FOUND');
});
