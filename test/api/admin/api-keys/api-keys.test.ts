import { expect, inject, test } from 'vitest';
import { readFile } from 'node:fs/promises';
import { api, freshAccount, freshKey, freshName, freshOrganization, freshProject } from '../../../_harness/admin.ts';

test('the private key is shown once', async () => {
  const { id: orgId } = await freshOrganization();
  const created = await api('POST', `/orgs/${orgId}/apiKeys`, { body: { desc: 'x', roles: ['ORG_OWNER'] } });
  const { id, privateKey, publicKey, roles } = created.json;
  expect([created.status, roles]).toEqual([200, [{ orgId, roleName: 'ORG_OWNER' }]]);
  expect(publicKey).toMatch(/^[a-z]{8}$/);
  expect(privateKey).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
  const masked = `********-****-****-${privateKey.slice(-12)}`;
  expect((await api('GET', `/orgs/${orgId}/apiKeys/${id}`)).json.privateKey).toBe(masked);
  expect((await api('GET', `/orgs/${orgId}/apiKeys`)).text).not.toContain(privateKey);
  expect((await api('GET', `/orgs/${orgId}/events`)).text).not.toContain(privateKey);
  expect(await readFile(inject('serviceLog'), 'utf8')).not.toContain(privateKey);
  expect((await api('GET', '', { as: { publicKey, privateKey } })).json.apiKey.id).toBe(id);
});

test('assigned to projects, with other roles, and taken out again', async () => {
  const { id: groupId, orgId } = await freshProject();
  const key = await freshKey(orgId, ['ORG_MEMBER']);
  const path = `/groups/${groupId}/apiKeys/${key.id}`;
  expect((await api('GET', `/groups/${groupId}`, { as: key })).json.errorCode).toBe('NOT_IN_GROUP');
  const assigned = await api('PATCH', path, { body: { roles: ['GROUP_READ_ONLY'] } });
  expect(assigned.json.roles).toContainEqual({ groupId, roleName: 'GROUP_READ_ONLY' });
  expect((await api('GET', `/groups/${groupId}`, { as: key })).status).toBe(200);
  expect((await api('PATCH', `/groups/${groupId}`, { as: key, body: { tags: [] } })).json.errorCode).toBe(
    'USER_UNAUTHORIZED',
  );
  await api('PATCH', path, { body: { roles: ['GROUP_OWNER'] } });
  expect((await api('PATCH', `/groups/${groupId}`, { as: key, body: { tags: [] } })).status).toBe(200);
  expect((await api('GET', `/groups/${groupId}/apiKeys`)).text).toContain(key.publicKey);
  expect((await api('DELETE', path)).status).toBe(200);
  expect((await api('DELETE', path)).json.errorCode).toBe('API_KEY_NOT_FOUND');
  expect((await api('GET', `/groups/${groupId}`, { as: key })).json.errorCode).toBe('NOT_IN_GROUP');
});

test('made in a project', async () => {
  const { id: groupId } = await freshProject();
  const body = { desc: 'x', roles: ['GROUP_READ_ONLY'] };
  const { status, json } = await api('POST', `/groups/${groupId}/apiKeys`, { body });
  expect([status, json.roles]).toEqual([200, [{ groupId, roleName: 'GROUP_READ_ONLY' }]]);
  expect((await api('GET', '/groups', { as: json })).json.results).toHaveLength(1);
});

test('described anew, other roles; deleted, it is refused at once in every process', async () => {
  const { id: orgId } = await freshOrganization();
  const key = await freshKey(orgId, ['ORG_MEMBER']);
  const path = `/orgs/${orgId}/apiKeys/${key.id}`;
  const current = (await api('GET', path)).json;
  const { json } = await api('PATCH', path, { body: { ...current, desc: 'other', roles: ['ORG_READ_ONLY'] } });
  expect([json.desc, json.roles]).toEqual(['other', [{ orgId, roleName: 'ORG_READ_ONLY' }]]);
  expect((await api('DELETE', path)).status).toBe(200);
  const answers = await Promise.all(Array.from({ length: 8 }, () => api('GET', '', { as: key })));
  expect(answers.map(({ status }) => status)).toEqual(Array<number>(8).fill(401));
});

test('the last owner of an organization cannot be removed or demoted', async () => {
  const as = await freshAccount([{ roleName: 'GLOBAL_OWNER' }]);
  const { id: orgId } = (await api('POST', '/orgs', { as, body: { name: freshName('Owned') } })).json;
  const key = await freshKey(orgId, ['ORG_OWNER']);
  const path = `/orgs/${orgId}/apiKeys/${key.id}`;
  expect((await api('DELETE', `/orgs/${orgId}/users/${as.id}`)).status).toBe(200);
  const current = (await api('GET', path)).json;
  const demoted = await api('PATCH', path, { body: { ...current, roles: ['ORG_MEMBER'] } });
  const removed = await api('DELETE', path);
  for (const { status, json } of [demoted, removed])
    expect([status, json.errorCode]).toEqual([403, 'CANNOT_DEMOTE_LAST_ORG_OWNER']);
  expect((await api('GET', '', { as: key })).status).toBe(200);
});

test.each([
  ['MISSING_API_KEY_ROLES', { desc: 'x', roles: [] }],
  ['INVALID_ROLE_FOR_ORG', { desc: 'x', roles: ['GROUP_OWNER'] }],
  ['INVALID_ROLE_FOR_ORG', { desc: 'x', roles: ['GLOBAL_OWNER'] }],
  ['MISSING_ATTRIBUTE', { desc: 'x' }],
  ['INVALID_API_KEY_DESC', { desc: '', roles: ['ORG_MEMBER'] }],
  ['INVALID_API_KEY_DESC', { desc: 'x'.repeat(251), roles: ['ORG_MEMBER'] }],
])('%s', async (errorCode, body) => {
  const { id } = await freshOrganization();
  const { status, json } = await api('POST', `/orgs/${id}/apiKeys`, { body });
  expect([status, json.errorCode]).toEqual([400, errorCode]);
});

test('errors of one key', async () => {
  const { id: groupId, orgId } = await freshProject();
  const unknown = '6512e1b2c3d4e5f601234567';
  expect((await api('GET', `/orgs/${orgId}/apiKeys/${unknown}`)).json.errorCode).toBe('API_KEY_NOT_FOUND');
  expect((await api('GET', `/orgs/${orgId}/apiKeys/nothing`)).json.errorCode).toBe('API_KEY_NOT_FOUND');
  const other = await freshKey((await freshOrganization()).id, ['ORG_MEMBER']);
  expect((await api('GET', `/orgs/${orgId}/apiKeys/${other.id}`)).json.errorCode).toBe('API_KEY_NOT_FOUND');
  const assigned = await api('PATCH', `/groups/${groupId}/apiKeys/${other.id}`, {
    body: { roles: ['GROUP_READ_ONLY'] },
  });
  expect(assigned.json.errorCode).toBe('API_KEY_NOT_FOUND');
  const wrong = await api('PATCH', `/groups/${groupId}/apiKeys/${other.id}`, { body: { roles: [freshName('ROLE')] } });
  expect(wrong.json.errorCode).toBe('INVALID_ROLE_FOR_GROUP');
});

test('writes need an address on the caller’s own list', async () => {
  const { id: orgId } = await freshOrganization();
  const as = await freshKey(orgId, ['ORG_OWNER']);
  const { status, json } = await api('POST', `/orgs/${orgId}/apiKeys`, {
    as,
    body: { desc: 'x', roles: ['ORG_MEMBER'] },
  });
  expect([status, json.errorCode, json.parameters]).toEqual([403, 'IP_ADDRESS_NOT_ON_ACCESS_LIST', ['127.0.0.1']]);
});
