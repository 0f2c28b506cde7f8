import { beforeAll, expect, test } from 'vitest';
import { api, freshAccount, freshKey, freshOrganization, type KeyPair } from '../../../_harness/admin.ts';

let as: KeyPair & { id: string };
let path = '';
let orgId = '';

beforeAll(async () => {
  ({ id: orgId } = await freshOrganization());
  as = await freshAccount([{ orgId, roleName: 'ORG_MEMBER' }]);
  path = `/users/${as.id}/accessList`;
});

const blocks = (json: { results: { cidrBlock: string }[] }) => json.results.map(({ cidrBlock }) => cidrBlock);

test('the first entry is made by an owner of the service, and closes the list for other addresses', async () => {
  const own = await api('POST', path, { as, body: [{ ipAddress: '127.0.0.1' }] });
  expect([own.status, own.json.errorCode]).toEqual([403, 'IP_ADDRESS_NOT_ON_ACCESS_LIST']);
  expect((await api('GET', '', { as, from: '127.0.0.2' })).status).toBe(200);
  const added = await api('POST', path, { body: [{ ipAddress: '127.0.0.1' }] });
  expect([added.status, blocks(added.json)]).toEqual([201, ['127.0.0.1/32']]);
  expect((await api('GET', '', { as, from: '127.0.0.2' })).json.errorCode).toBe('IP_ADDRESS_NOT_ON_ACCESS_LIST');
  expect((await api('GET', '', { as })).status).toBe(200);
});

test('the user goes on himself; what is there already is ignored', async () => {
  const body = [{ cidrBlock: '127.0.0.1/32' }, { cidrBlock: '127.0.3.0/24' }];
  const added = await api('POST', path, { as, body });
  expect([added.status, blocks(added.json)]).toEqual([201, ['127.0.0.1/32', '127.0.3.0/24']]);
  expect((await api('POST', path, { as, body })).json).toEqual(added.json);
  const events = await api('GET', `/orgs/${orgId}/events?eventType=USER_ACCESS_LIST_ENTRY_ADDED`);
  expect(events.json.results).toMatchObject([
    { whitelistEntry: '127.0.3.0/24', username: as.publicKey, targetUsername: as.publicKey },
    { whitelistEntry: '127.0.0.1/32', targetUsername: as.publicKey },
  ]);
  expect((await api('GET', '', { as, from: '127.0.3.9' })).status).toBe(200);
});

test('entries are read one by one, under the old name too, and removed', async () => {
  await api('POST', path, { as, body: [{ cidrBlock: '10.0.0.0/8' }] });
  expect((await api('GET', `${path}/10.0.0.0%2F8`, { as })).json.cidrBlock).toBe('10.0.0.0/8');
  expect((await api('GET', path.replace('accessList', 'whitelist'), { as })).status).toBe(200);
  expect((await api('DELETE', `${path}/10.0.0.0%2F8`, { as })).status).toBe(200);
  for (const method of ['GET', 'DELETE']) {
    const { status, json } = await api(method, `${path}/10.0.0.0%2F8`, { as });
    expect([status, json.errorCode]).toEqual([404, 'ACCESS_LIST_NOT_FOUND']);
  }
});

test('nobody shuts himself out', async () => {
  const { status, json } = await api('DELETE', `${path}/127.0.0.1`, { as });
  expect([status, json.errorCode]).toEqual([400, 'CANNOT_REMOVE_CALLER_FROM_ACCESS_LIST']);
});

test('it is nobody else’s affair', async () => {
  const key = await freshKey(orgId, ['ORG_OWNER']);
  await api('POST', `/orgs/${orgId}/apiKeys/${key.id}/accessList`, { body: [{ ipAddress: '127.0.0.1' }] });
  const other = await freshAccount([{ orgId, roleName: 'ORG_OWNER' }]);
  await api('POST', `/users/${other.id}/accessList`, { body: [{ ipAddress: '127.0.0.1' }] });
  for (const stranger of [key, other])
    for (const [method, target, body] of [
      ['GET', path, undefined],
      ['POST', path, [{ ipAddress: '10.0.0.1' }]],
      ['GET', `${path}/127.0.0.1`, undefined],
      ['DELETE', `${path}/127.0.0.1`, undefined],
    ] as const) {
      const { status, json } = await api(method, target, { as: stranger, body });
      expect([status, json.errorCode, json.parameters]).toEqual([401, 'ACCESS_LIST_ACCESS_DENIED', [as.id]]);
    }
});

test.each([
  ['DUPLICATE_ADDRESSES_IN_INPUT', [{ ipAddress: '10.1.1.1' }, { cidrBlock: '10.1.1.1/32' }]],
  ['BAD_ACCESS_LIST_ADD_REQUEST', [{ ipAddress: '10.1.1.1', cidrBlock: '10.1.1.2/32' }]],
  ['INVALID_IP_ADDRESS_OR_CIDR_NOTATION', [{ ipAddress: '10.1.1' }]],
  ['CANNOT_ADD_IP_ADDRESS_TO_API_KEY_ACCESS_LIST', [{ ipAddress: '0.0.0.0' }]],
  ['INVALID_JSON', {}],
])('%s', async (errorCode, body) => {
  const { status, json } = await api('POST', path, { as, body });
  expect([status, json.errorCode]).toEqual([400, errorCode]);
});

test('an organization that requires lists requires them of its users', async () => {
  const { id } = await freshOrganization();
  const member = await freshAccount([{ orgId: id, roleName: 'ORG_MEMBER' }]);
  expect((await api('GET', `/orgs/${id}`, { as: member })).status).toBe(200);
  await api('PATCH', `/orgs/${id}/settings`, { body: { apiAccessListRequired: true } });
  for (const target of [`/orgs/${id}`, `/users/${member.id}`])
    expect((await api('GET', target, { as: member })).json.errorCode).toBe('IP_ADDRESS_NOT_ON_ACCESS_LIST');
  await api('POST', `/users/${member.id}/accessList`, { body: [{ ipAddress: '127.0.0.1' }] });
  expect((await api('GET', `/orgs/${id}`, { as: member })).status).toBe(200);
});
