import { expect, test } from 'vitest';
import { api, freshKey, freshOrganization } from '../../../_harness/admin.ts';

async function freshTeam(orgId: string, name: string) {
  return api('POST', `/orgs/${orgId}/teams`, { body: { name } });
}

test('made, read by id and by name, listed by name', async () => {
  const { id: orgId } = await freshOrganization();
  const created = await freshTeam(orgId, 'Research & Development');
  expect([created.status, created.json.name, created.json.usernames]).toEqual([201, 'Research & Development', []]);
  const { id } = created.json;
  expect(created.headers['location']).toMatch(new RegExp(`/api/public/v1.0/orgs/${orgId}/teams/${id}$`));
  const found = await api('GET', `/orgs/${orgId}/teams/${id}`);
  expect(found.json).toMatchObject({ id, name: 'Research & Development' });
  expect(found.json.links.map(({ rel }: { rel: string }) => rel)).toEqual([
    'self',
    'http://mms.mongodb.com/org',
    'http://mms.mongodb.com/users',
  ]);
  const named = await api('GET', `/orgs/${orgId}/teams/byName/${encodeURIComponent('Research & Development')}`);
  expect([named.json, named.headers['etag']]).toEqual([found.json, found.headers['etag']]);
  await freshTeam(orgId, 'Finance');
  const { json } = await api('GET', `/orgs/${orgId}/teams`);
  expect(json.results.map(({ name }: { name: string }) => name)).toEqual(['Finance', 'Research & Development']);
  expect(json.totalCount).toBe(2);
});

test('a team may be called as a path goes on', async () => {
  const { id: orgId } = await freshOrganization();
  const { json } = await freshTeam(orgId, 'users');
  expect((await api('GET', `/orgs/${orgId}/teams/byName/users`)).json.id).toBe(json.id);
});

test('renamed, with the fields of GET repeated, if it is still what was read', async () => {
  const { id: orgId } = await freshOrganization();
  const { id } = (await freshTeam(orgId, 'old')).json;
  const path = `/orgs/${orgId}/teams/${id}`;
  const read = await api('GET', path);
  const headers = { 'if-match': read.headers['etag'] as string };
  const renamed = await api('PATCH', path, { body: { ...read.json, name: 'new' }, headers });
  expect([renamed.status, renamed.json.name]).toEqual([200, 'new']);
  expect((await api('PATCH', path, { body: { name: 'newer' }, headers })).status).toBe(412);
  expect((await api('DELETE', path, { headers })).status).toBe(412);
  const other = await api('PATCH', path, { body: { name: 'x', id: orgId } });
  expect([other.status, other.json.errorCode]).toEqual([400, 'ATTRIBUTE_READ_ONLY']);
});

test('deleted, it is nowhere', async () => {
  const { id: orgId } = await freshOrganization();
  const { id } = (await freshTeam(orgId, 'gone')).json;
  const path = `/orgs/${orgId}/teams/${id}`;
  expect((await api('DELETE', path)).status).toBe(200);
  for (const [method, target] of [
    ['GET', path],
    ['DELETE', path],
    ['GET', `/orgs/${orgId}/teams/byName/gone`],
    ['GET', `/orgs/${orgId}/teams/nothing`],
  ] as const)
    expect((await api(method, target)).json.errorCode).toBe('TEAM_NOT_FOUND');
  expect((await api('PATCH', path, { body: { name: 'x' } })).json.errorCode).toBe('TEAM_NOT_FOUND');
});

test('names are unique in an organization', async () => {
  const [{ id: orgId }, { id: other }] = [await freshOrganization(), await freshOrganization()];
  await freshTeam(orgId, 'one');
  const { id } = (await freshTeam(orgId, 'two')).json;
  const again = await freshTeam(orgId, 'one');
  expect([again.status, again.json.errorCode, again.json.parameters]).toEqual([409, 'TEAM_ALREADY_EXISTS', ['one']]);
  const renamed = await api('PATCH', `/orgs/${orgId}/teams/${id}`, { body: { name: 'one' } });
  expect([renamed.status, renamed.json.errorCode]).toEqual([409, 'TEAM_ALREADY_EXISTS']);
  expect((await freshTeam(other, 'one')).status).toBe(201);
});

test('a team of another organization is none of this one', async () => {
  const [{ id: orgId }, { id: other }] = [await freshOrganization(), await freshOrganization()];
  const { id } = (await freshTeam(other, 'theirs')).json;
  expect((await api('GET', `/orgs/${orgId}/teams/${id}`)).json.errorCode).toBe('TEAM_NOT_FOUND');
  expect((await api('DELETE', `/orgs/${orgId}/teams/${id}`)).json.errorCode).toBe('TEAM_NOT_FOUND');
});

test('members of the organization read teams, owners change them', async () => {
  const { id: orgId } = await freshOrganization();
  const as = await freshKey(orgId, ['ORG_MEMBER']);
  expect((await api('GET', `/orgs/${orgId}/teams`, { as })).status).toBe(200);
  const { json } = await api('POST', `/orgs/${orgId}/teams`, { as, body: { name: 'x' } });
  expect(json.errorCode).toBe('USER_UNAUTHORIZED');
});

test('an organization has at most 250 teams, however many are made at once', async () => {
  const { id: orgId } = await freshOrganization();
  for (let made = 0; made < 248; made += 8)
    await Promise.all(Array.from({ length: 8 }, (_, i) => freshTeam(orgId, `team ${made + i}`)));
  const last = await Promise.all(Array.from({ length: 6 }, (_, i) => freshTeam(orgId, `last ${i}`)));
  expect(last.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 201, 400, 400, 400, 400]);
  const refused = last.find(({ status }) => status === 400);
  expect([refused?.json.errorCode, refused?.json.parameters]).toEqual(['MAX_TEAMS_PER_ORG_EXCEEDED', [250]]);
  expect((await api('GET', `/orgs/${orgId}/teams?itemsPerPage=1`)).json.totalCount).toBe(250);
}, 60_000);

test('every change is told', async () => {
  const { id: orgId } = await freshOrganization();
  const { id } = (await freshTeam(orgId, 'a')).json;
  await api('PATCH', `/orgs/${orgId}/teams/${id}`, { body: { name: 'b' } });
  await api('DELETE', `/orgs/${orgId}/teams/${id}`);
  const { json } = await api('GET', `/orgs/${orgId}/events`);
  const told = json.results.map((event: { eventTypeName: string; teamId?: string }) => [
    event.eventTypeName,
    event.teamId,
  ]);
  expect(told.slice(0, 3)).toEqual([
    ['TEAM_DELETED', id],
    ['TEAM_NAME_CHANGED', id],
    ['TEAM_CREATED', id],
  ]);
});

test('sent twice with one Idempotency-Key, made once', async () => {
  const { id: orgId } = await freshOrganization();
  const call = { body: { name: 'once' }, headers: { 'idempotency-key': `teams-${orgId}` } };
  const [first, second] = [
    await api('POST', `/orgs/${orgId}/teams`, call),
    await api('POST', `/orgs/${orgId}/teams`, call),
  ];
  expect([second.status, second.json]).toEqual([201, first.json]);
});

test.each([
  ['MISSING_ATTRIBUTE', {}],
  ['INVALID_ATTRIBUTE', { name: '' }],
  ['INVALID_ATTRIBUTE', { name: 'a\nb' }],
  ['INVALID_ATTRIBUTE', { name: 'x', members: [] }],
])('%s', async (errorCode, body) => {
  const { id: orgId } = await freshOrganization();
  const { status, json } = await api('POST', `/orgs/${orgId}/teams`, { body });
  expect([status, json.errorCode]).toEqual([400, errorCode]);
});
