import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createDataSources, ObjectId, type Db } from '../../../../src/mongo/index.ts';
import {
  api,
  freshKey,
  freshName,
  freshOrganization,
  freshProject,
  freshUser,
  type Json,
} from '../../../_harness/admin.ts';

const unknown = '6512e1b2c3d4e5f601234567';
const sources = createDataSources([{ name: 'own', uri: inject('mongodbUri') }]);
let db: Db;

beforeAll(async () => {
  db = await sources.get('own').database('docgate');
});
afterAll(() => sources.close());

const member = (orgId: string) => freshUser([{ orgId, roleName: 'ORG_MEMBER' }]);
const namesIn = ({ json }: { json: Json }): string[] => json.results.map(({ username }: Json) => username);

async function freshTeam(orgId: string, usernames: string[] = []): Promise<string> {
  const { status, json } = await api('POST', `/orgs/${orgId}/teams`, { body: { name: freshName('Team'), usernames } });
  if (status !== 201) throw new Error(`no team: ${JSON.stringify(json)}`);
  return json.id;
}

/** Many users of an organization, as records: an account over HTTP takes a password hash each. */
async function manyMembers(orgId: string, teamId: string, count: number): Promise<void> {
  const records = Array.from({ length: count }, (_, i) => ({
    _id: new ObjectId(),
    username: `many-${i}-${teamId}@example.com`,
    emailAddress: 'many@example.com',
    firstName: 'One',
    lastName: 'OfMany',
    roles: [{ orgId: new ObjectId(orgId), roleName: 'ORG_MEMBER' }],
    teamIds: [new ObjectId(teamId)],
    apiKeys: [],
    accessList: [],
    createdAt: new Date(),
    revision: 1,
  }));
  await db.collection('users').insertMany(records);
}

test('made with users, who are in it', async () => {
  const { id: orgId } = await freshOrganization();
  const [one, other] = [await member(orgId), await member(orgId)];
  const body = { name: 'Operations', usernames: [other.username.toUpperCase(), one.username, one.username] };
  const { status, json } = await api('POST', `/orgs/${orgId}/teams`, { body });
  expect([status, json.usernames]).toEqual([201, [one.username, other.username]]);
  expect((await api('GET', `/users/${one.id}`)).json.teamIds).toEqual([json.id]);
  expect((await api('GET', `/orgs/${orgId}/teams/${json.id}`)).json.usernames).toBeUndefined();
});

test('users are added, listed by name, and taken out', async () => {
  const { id: orgId } = await freshOrganization();
  const [one, other] = [await member(orgId), await member(orgId)];
  const teamId = await freshTeam(orgId, [one.username]);
  const path = `/orgs/${orgId}/teams/${teamId}/users`;
  const added = await api('POST', path, { body: [{ id: one.id }, { id: other.id }] });
  expect([added.status, namesIn(added), added.json.totalCount]).toEqual([200, [one.username, other.username], 2]);
  expect(added.json.results[1]).toMatchObject({ id: other.id, teamIds: [teamId], firstName: 'Jane' });
  expect(namesIn(await api('GET', `${path}?itemsPerPage=1&pageNum=2`))).toEqual([other.username]);
  expect((await api('DELETE', `${path}/${one.id}`)).status).toBe(200);
  expect(namesIn(await api('GET', path))).toEqual([other.username]);
  expect((await api('GET', `/users/${one.id}`)).json.teamIds).toEqual([]);
});

test('who belongs to a project belongs to the organization; without any role there he leaves its teams', async () => {
  const { id: groupId, orgId } = await freshProject();
  const inProject = { groupId, roleName: 'GROUP_READ_ONLY' };
  const { id } = await freshUser([inProject]);
  const teamId = await freshTeam(orgId);
  expect((await api('POST', `/orgs/${orgId}/teams/${teamId}/users`, { body: [{ id }] })).status).toBe(200);
  const withRoles = async (roles: object[]) => (await api('PATCH', `/users/${id}`, { body: { roles } })).json.teamIds;
  expect(await withRoles([inProject, { orgId, roleName: 'ORG_MEMBER' }])).toEqual([teamId]);
  expect(await withRoles([inProject])).toEqual([teamId]);
  expect(await withRoles([{ orgId: (await freshOrganization()).id, roleName: 'ORG_MEMBER' }])).toEqual([]);
});

test('a team that is deleted is in no user, nor are those of a deleted organization', async () => {
  const { id: orgId } = await freshOrganization();
  const { id, username } = await member(orgId);
  const [one, other] = [await freshTeam(orgId, [username]), await freshTeam(orgId, [username])];
  await api('DELETE', `/orgs/${orgId}/teams/${one}`);
  expect((await api('GET', `/users/${id}`)).json.teamIds).toEqual([other]);
  await api('DELETE', `/orgs/${orgId}`);
  expect((await api('GET', `/users/${id}`)).json.teamIds).toEqual([]);
});

test('users who are added or taken out are told', async () => {
  const { id: orgId } = await freshOrganization();
  const { id, username } = await member(orgId);
  const teamId = await freshTeam(orgId);
  const path = `/orgs/${orgId}/teams/${teamId}/users`;
  await api('POST', path, { body: [{ id }] });
  await api('POST', path, { body: [{ id }] });
  await api('DELETE', `${path}/${id}`);
  const { json } = await api('GET', `/orgs/${orgId}/events?eventType=JOINED_TEAM&eventType=REMOVED_FROM_TEAM`);
  const target = { teamId, targetUsername: username };
  expect(json.results).toMatchObject([
    { eventTypeName: 'REMOVED_FROM_TEAM', ...target },
    { eventTypeName: 'JOINED_TEAM', ...target },
  ]);
  expect(json.totalCount).toBe(2);
});

test('errors: all or none', async () => {
  const { id: orgId } = await freshOrganization();
  const [one, stranger] = [await member(orgId), await member((await freshOrganization()).id)];
  const teamId = await freshTeam(orgId);
  const path = `/orgs/${orgId}/teams/${teamId}/users`;
  const answer = async (method: string, target: string, body?: unknown) => {
    const { status, json } = await api(method, target, { body });
    return [status, json.errorCode, ...json.parameters];
  };
  const notIn = (who: string) => [404, 'USER_NOT_IN_ORG', who, orgId];
  expect(await answer('POST', path, [{ id: one.id }, { id: stranger.id }])).toEqual(notIn(stranger.id));
  expect(await answer('POST', path, [{ id: one.id }, { id: unknown }])).toEqual([404, 'USER_NOT_FOUND', unknown]);
  expect(await answer('POST', path, [{ id: 'x' }])).toEqual([404, 'USER_NOT_FOUND', 'x']);
  expect(await answer('POST', path, [])).toEqual([400, 'INVALID_JSON', 'body']);
  expect((await api('GET', path)).json.totalCount).toBe(0);
  const create = (username: string) =>
    answer('POST', `/orgs/${orgId}/teams`, { name: 'x', usernames: [one.username, username] });
  expect(await create('nobody@example.com')).toEqual([404, 'USERNAME_NOT_FOUND', 'nobody@example.com']);
  expect(await create(stranger.username)).toEqual(notIn(stranger.username));
  expect((await api('GET', `/orgs/${orgId}/teams/byName/x`)).status).toBe(404);
  expect(await answer('DELETE', `${path}/${one.id}`)).toEqual([404, 'USER_NOT_IN_TEAM', one.id, teamId]);
  expect(await answer('DELETE', `${path}/${unknown}`)).toEqual([404, 'USER_NOT_FOUND', unknown]);
  const nowhere = `/orgs/${orgId}/teams/${unknown}/users`;
  for (const [method, target, body] of [
    ['GET', nowhere],
    ['POST', nowhere, [{ id: one.id }]],
    ['DELETE', `${nowhere}/${one.id}`],
  ] as const)
    expect(await answer(method, target, body)).toEqual([404, 'TEAM_NOT_FOUND', unknown]);
});

test('a team has at most 250 users, however many are added at once', async () => {
  const { id: orgId } = await freshOrganization();
  const teamId = await freshTeam(orgId);
  await manyMembers(orgId, teamId, 248);
  const joining = await Promise.all([1, 2, 3, 4].map(() => member(orgId)));
  const path = `/orgs/${orgId}/teams/${teamId}/users`;
  const answers = await Promise.all(joining.map(({ id }) => api('POST', path, { body: [{ id }] })));
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 200, 400, 400]);
  const refused = answers.find(({ status }) => status === 400);
  expect([refused?.json.errorCode, refused?.json.parameters]).toEqual(['MAX_USERS_PER_TEAM_EXCEEDED', [250]]);
  expect((await api('GET', path)).json.totalCount).toBe(250);
  const body = Array.from({ length: 251 }, () => ({ id: unknown }));
  expect((await api('POST', path, { body })).json.errorCode).toBe('MAX_USERS_PER_TEAM_EXCEEDED');
});

test('an invitation into a team that is full waits while the account is made', async () => {
  const { id: orgId } = await freshOrganization();
  const teamId = await freshTeam(orgId);
  await manyMembers(orgId, teamId, 250);
  const username = `${freshName('late').replaceAll(' ', '-')}@example.com`;
  const invited = { username, roles: ['ORG_MEMBER'], teamIds: [teamId] };
  expect((await api('POST', `/orgs/${orgId}/invites`, { body: invited })).status).toBe(201);
  const account = { username, password: 'correct horse battery staple', firstName: 'Ada', lastName: 'Late' };
  const { status, json } = await api('POST', '/users', { body: account });
  expect([status, json.roles, json.teamIds]).toEqual([201, [], []]);
  expect((await api('GET', `/orgs/${orgId}/invites`)).json).toHaveLength(1);
});

test('members read, owners change', async () => {
  const { id: orgId } = await freshOrganization();
  const { id } = await member(orgId);
  const as = await freshKey(orgId, ['ORG_MEMBER']);
  const path = `/orgs/${orgId}/teams/${await freshTeam(orgId)}/users`;
  expect((await api('GET', path, { as })).status).toBe(200);
  expect((await api('POST', path, { as, body: [{ id }] })).json.errorCode).toBe('USER_UNAUTHORIZED');
  expect((await api('DELETE', `${path}/${id}`, { as })).json.errorCode).toBe('USER_UNAUTHORIZED');
});
