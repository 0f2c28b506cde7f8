/** What a team's roles open to its members, and how that ends; asked of both workers. */
import { beforeEach, expect, test } from 'vitest';
import { api, freshAccount, freshName, freshProject, type KeyPair } from '../../../_harness/admin.ts';

let project: { id: string; orgId: string };
let user: KeyPair & { id: string };
let teamId: string;

beforeEach(async () => {
  project = await freshProject();
  user = await freshAccount([{ orgId: project.orgId, roleName: 'ORG_MEMBER' }]);
  const body = { name: freshName('Team'), usernames: [user.publicKey] };
  teamId = (await api('POST', `/orgs/${project.orgId}/teams`, { body })).json.id;
});

const addTeam = (roleNames: string[]) => api('POST', `/groups/${project.id}/teams`, { body: [{ teamId, roleNames }] });

/** What eight requests at once get, whichever worker each falls to. */
async function allAnswers(): Promise<Set<string | number>> {
  const reading = Array.from({ length: 8 }, () => api('GET', `/groups/${project.id}`, { as: user }));
  return new Set((await Promise.all(reading)).map(({ status, json }) => json.errorCode ?? status));
}

test('a project opens with the team', async () => {
  expect(await allAnswers()).toEqual(new Set(['NOT_IN_GROUP']));
  await addTeam(['GROUP_READ_ONLY']);
  expect(await allAnswers()).toEqual(new Set([200]));
  const listed = await api('GET', '/groups', { as: user });
  expect(listed.json.results.map(({ id }: { id: string }) => id)).toEqual([project.id]);
  const rename = () => api('PATCH', `/groups/${project.id}`, { as: user, body: { tags: ['x'] } });
  expect((await rename()).json.errorCode).toBe('USER_UNAUTHORIZED');
  await api('PATCH', `/groups/${project.id}/teams/${teamId}`, { body: { roleNames: ['GROUP_OWNER'] } });
  expect((await rename()).status).toBe(200);
});

test.each([
  ['the project loses the team', () => api('DELETE', `/groups/${project.id}/teams/${teamId}`)],
  ['the user leaves the team', () => api('DELETE', `/orgs/${project.orgId}/teams/${teamId}/users/${user.id}`)],
  ['the team is deleted', () => api('DELETE', `/orgs/${project.orgId}/teams/${teamId}`)],
  ['the user leaves the organization', () => api('PATCH', `/users/${user.id}`, { body: { roles: [] } })],
])('and is closed at once when %s', async (_, end) => {
  await addTeam(['GROUP_READ_ONLY']);
  expect(await allAnswers()).toEqual(new Set([200]));
  expect((await end()).status).toBe(200);
  expect(await allAnswers()).toEqual(new Set(['NOT_IN_GROUP']));
});

test('who joins later has the roles of the team at once', async () => {
  await addTeam(['GROUP_READ_ONLY']);
  const late = await freshAccount([{ orgId: project.orgId, roleName: 'ORG_MEMBER' }]);
  await api('POST', `/orgs/${project.orgId}/teams/${teamId}/users`, { body: [{ id: late.id }] });
  user = late;
  expect(await allAnswers()).toEqual(new Set([200]));
});

test('a team is no last owner of a project', async () => {
  const { id } = await freshAccount();
  const owner = [{ groupId: project.id, roleName: 'GROUP_OWNER' }];
  await api('PATCH', `/users/${id}`, { body: { roles: owner } });
  await addTeam(['GROUP_OWNER']);
  const [key] = (await api('GET', `/groups/${project.id}/apiKeys`)).json.results;
  expect((await api('DELETE', `/groups/${project.id}/apiKeys/${key.id}`)).status).toBe(200);
  const demoted = await api('PATCH', `/users/${id}`, { body: { roles: [] } });
  expect([demoted.status, demoted.json.errorCode]).toEqual([403, 'CANNOT_DEMOTE_LAST_OWNER']);
});
