import { expect, test } from 'vitest';
import { api, freshKey, freshName, freshOrganization, freshProject } from '../../../_harness/admin.ts';

test('create, get, list by name, rename, delete', async () => {
  const name = freshName('Example');
  const created = await api('POST', '/orgs', { body: { name } });
  const path = `/orgs/${created.json.id}`;
  expect([created.status, created.json.isDeleted, created.headers.location]).toEqual([
    201,
    false,
    expect.stringContaining(path),
  ]);
  expect((await api('GET', path)).json).toEqual(created.json);
  expect((await api('GET', `/orgs?name=${encodeURIComponent(name)}`)).json.results[0].id).toBe(created.json.id);
  const renamed = await api('PATCH', path, { body: { ...created.json, name: `${name} 2` } });
  expect([renamed.status, renamed.json.name]).toEqual([200, `${name} 2`]);
  expect((await api('DELETE', path)).status).toBe(200);
  expect((await api('GET', path)).json.errorCode).toBe('ORG_NOT_FOUND');
});

test('Atlas answers a new one as a field', async () => {
  const { status, json } = await api('POST', '/api/atlas/v1.0/orgs', { body: { name: freshName('Example') } });
  expect([status, Object.keys(json)]).toEqual([201, ['organization']]);
  const self = json.organization.links.find(({ rel }: { rel: string }) => rel === 'self').href;
  expect((await api('GET', new URL(self).pathname)).json).toEqual(json.organization);
});

test('one with projects stays', async () => {
  const { id } = await freshOrganization();
  const { json } = await api('POST', '/groups', { body: { name: freshName('In it'), orgId: id } });
  expect((await api('GET', `/orgs/${id}/groups`)).json.results.map((one: { id: string }) => one.id)).toEqual([json.id]);
  const refused = await api('DELETE', `/orgs/${id}`);
  expect([refused.status, refused.json.errorCode]).toEqual([409, 'CANNOT_CLOSE_ORG_ACTIVE_GROUPS']);
  await api('DELETE', `/groups/${json.id}`);
  expect((await api('DELETE', `/orgs/${id}`)).status).toBe(200);
});

test('the organization of the service’s last owner stays', async () => {
  const { orgId } = await freshProject();
  const { results } = (await api('GET', `/orgs/${orgId}/groups?itemsPerPage=500`)).json;
  expect(results.length).toBeGreaterThan(0);
  expect((await api('DELETE', `/orgs/${orgId}`)).status).toBe(409);
});

test('an organization that requires access lists', async () => {
  const { id } = await freshOrganization();
  const path = `/orgs/${id}/settings`;
  expect((await api('GET', path)).json.apiAccessListRequired).toBe(false);
  const member = await freshKey(id, ['ORG_MEMBER']);
  expect((await api('GET', `/orgs/${id}`, { as: member })).status).toBe(200);
  expect((await api('PATCH', path, { body: { apiAccessListRequired: true } })).json.apiAccessListRequired).toBe(true);
  const refused = await api('GET', `/orgs/${id}`, { as: member });
  expect([refused.status, refused.json.errorCode]).toEqual([403, 'IP_ADDRESS_NOT_ON_ACCESS_LIST']);
  await api('POST', `/orgs/${id}/apiKeys/${member.id}/accessList`, { body: [{ ipAddress: '127.0.0.1' }] });
  expect((await api('GET', `/orgs/${id}`, { as: member })).status).toBe(200);
});

test('who belongs to it sees it alone', async () => {
  const [one, other] = [await freshOrganization(), await freshOrganization()];
  const as = await freshKey(one.id, ['ORG_READ_ONLY']);
  expect((await api('GET', '/orgs', { as })).json.results.map(({ id }: { id: string }) => id)).toEqual([one.id]);
  const refused = await api('GET', `/orgs/${other.id}`, { as });
  expect([refused.status, refused.json.errorCode]).toEqual([401, 'NOT_IN_ORG']);
  const created = await api('POST', '/orgs', { as, body: { name: 'x' } });
  expect([created.status, created.json.errorCode]).toEqual([401, 'USER_UNAUTHORIZED']);
});
