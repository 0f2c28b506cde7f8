import { expect, test } from 'vitest';
import { api, freshKey, freshName, freshOrganization, freshProject } from '../../../_harness/admin.ts';

const unknown = '6512e1b2c3d4e5f601234567';

async function freshTeam(orgId: string): Promise<string> {
  return (await api('POST', `/orgs/${orgId}/teams`, { body: { name: freshName('Team') } })).json.id;
}

test('added, with other roles, and taken out again', async () => {
  const { id: groupId, orgId } = await freshProject();
  const [one, other] = [await freshTeam(orgId), await freshTeam(orgId)];
  const path = `/groups/${groupId}/teams`;
  // MongoDB's Atlas client ends this path with a slash.
  const added = await api('POST', `/api/atlas/v1.0${path}/`, {
    body: [
      { teamId: one, roleNames: ['GROUP_READ_ONLY', 'GROUP_READ_ONLY'] },
      { teamId: other, roleNames: ['GROUP_OWNER'] },
    ],
  });
  expect(added.status).toBe(200);
  expect(added.json).toMatchObject({
    results: [
      { teamId: one, roleNames: ['GROUP_READ_ONLY'] },
      { teamId: other, roleNames: ['GROUP_OWNER'] },
    ],
    totalCount: 2,
  });
  const patched = await api('PATCH', `${path}/${one}`, { body: { roleNames: ['GROUP_MONITORING_ADMIN'] } });
  expect(patched.json.results.map(({ roleNames }: { roleNames: string[] }) => roleNames)).toEqual([
    ['GROUP_MONITORING_ADMIN'],
    ['GROUP_OWNER'],
  ]);
  const again = await api('POST', path, { body: [{ teamId: one, roleNames: ['GROUP_BACKUP_ADMIN'] }] });
  expect(again.json.totalCount).toBe(2);
  expect((await api('GET', `${path}/${one}`)).json.roleNames).toEqual(['GROUP_BACKUP_ADMIN']);
  expect((await api('DELETE', `${path}/${one}`)).status).toBe(200);
  expect((await api('GET', path)).json.results.map(({ teamId }: { teamId: string }) => teamId)).toEqual([other]);
});

test('links lead on', async () => {
  const { id: groupId, orgId } = await freshProject();
  const teamId = await freshTeam(orgId);
  await api('POST', `/groups/${groupId}/teams`, { body: [{ teamId, roleNames: ['GROUP_READ_ONLY'] }] });
  const { json } = await api('GET', `/groups/${groupId}/teams`);
  const self = await api('GET', new URL(json.results[0].links[0].href).pathname);
  expect(self.json.links.map(({ rel }: { rel: string }) => rel)).toEqual([
    'self',
    'http://mms.mongodb.com/group',
    'http://mms.mongodb.com/team',
  ]);
  for (const { href } of self.json.links) expect((await api('GET', new URL(href).pathname)).status).toBe(200);
});

test('a team that is deleted is in no project', async () => {
  const { id: groupId, orgId } = await freshProject();
  const teamId = await freshTeam(orgId);
  await api('POST', `/groups/${groupId}/teams`, { body: [{ teamId, roleNames: ['GROUP_READ_ONLY'] }] });
  await api('DELETE', `/orgs/${orgId}/teams/${teamId}`);
  expect((await api('GET', `/groups/${groupId}/teams`)).json.totalCount).toBe(0);
});

test('added while it is deleted: in the project, or nowhere', async () => {
  const { id: groupId, orgId } = await freshProject();
  for (let round = 0; round < 5; round++) {
    const teamId = await freshTeam(orgId);
    const [added] = await Promise.all([
      api('POST', `/groups/${groupId}/teams`, { body: [{ teamId, roleNames: ['GROUP_READ_ONLY'] }] }),
      api('DELETE', `/orgs/${orgId}/teams/${teamId}`),
    ]);
    expect([200, 404]).toContain(added.status);
    expect((await api('GET', `/groups/${groupId}/teams`)).text).not.toContain(teamId);
  }
});

test('changed only if it is still what was read', async () => {
  const { id: groupId, orgId } = await freshProject();
  const teamId = await freshTeam(orgId);
  await api('POST', `/groups/${groupId}/teams`, { body: [{ teamId, roleNames: ['GROUP_READ_ONLY'] }] });
  const path = `/groups/${groupId}/teams/${teamId}`;
  const read = await api('GET', path);
  const headers = { 'if-match': read.headers['etag'] as string };
  const body = { ...read.json, roleNames: ['GROUP_BACKUP_ADMIN'] };
  expect((await api('PATCH', path, { body, headers })).status).toBe(200);
  expect((await api('PATCH', path, { body, headers })).status).toBe(412);
  expect((await api('DELETE', path, { headers })).status).toBe(412);
});

test('user administrators add teams, but neither make nor unmake owners', async () => {
  const { id: groupId, orgId } = await freshProject();
  const teamId = await freshTeam(orgId);
  const as = await freshKey(orgId, ['ORG_MEMBER'], { [groupId]: ['GROUP_USER_ADMIN'] });
  const reader = await freshKey(orgId, ['ORG_MEMBER'], { [groupId]: ['GROUP_READ_ONLY'] });
  const path = `/groups/${groupId}/teams`;
  const add = (roleNames: string[], key = as) => api('POST', path, { as: key, body: [{ teamId, roleNames }] });
  expect((await add(['GROUP_READ_ONLY'], reader)).json.errorCode).toBe('USER_UNAUTHORIZED');
  const owner = await add(['GROUP_READ_ONLY', 'GROUP_OWNER']);
  expect([owner.status, owner.json.errorCode, owner.json.parameters]).toEqual([
    403,
    'CANNOT_ADD_ROLE',
    ['GROUP_OWNER'],
  ]);
  expect((await add(['GROUP_READ_ONLY'])).status).toBe(200);
  const change = (roleNames: string[]) => api('PATCH', `${path}/${teamId}`, { as, body: { roleNames } });
  const changed = await change(['GROUP_OWNER']);
  expect([changed.status, changed.json.errorCode]).toEqual([403, 'CANNOT_ADD_ROLE']);
  expect((await change(['GROUP_BACKUP_ADMIN'])).status).toBe(200);
  await api('PATCH', `${path}/${teamId}`, { body: { roleNames: ['GROUP_OWNER'] } });
  const takings = [add(['GROUP_READ_ONLY']), change(['GROUP_READ_ONLY']), api('DELETE', `${path}/${teamId}`, { as })];
  for (const { json } of await Promise.all(takings)) expect(json.errorCode).toBe('USER_UNAUTHORIZED');
  expect((await api('GET', `${path}/${teamId}`)).json.roleNames).toEqual(['GROUP_OWNER']);
  await api('PATCH', `${path}/${teamId}`, { body: { roleNames: ['GROUP_BACKUP_ADMIN'] } });
  expect((await api('DELETE', `${path}/${teamId}`, { as })).status).toBe(200);
});

test('errors', async () => {
  const { id: groupId, orgId } = await freshProject();
  const teamId = await freshTeam(orgId);
  const stranger = await freshTeam((await freshOrganization()).id);
  const path = `/groups/${groupId}/teams`;
  const codeOf = async (method: string, target: string, body?: unknown) => {
    const { status, json } = await api(method, target, { body });
    return [status, json.errorCode, ...json.parameters];
  };
  const roleNames = ['GROUP_READ_ONLY'];
  for (const id of [unknown, stranger, 'nothing']) {
    expect(await codeOf('POST', path, [{ teamId: id, roleNames }])).toEqual([404, 'TEAM_NOT_FOUND', id]);
    expect(await codeOf('GET', `${path}/${id}`)).toEqual([404, 'TEAM_NOT_FOUND', id]);
  }
  expect(await codeOf('PATCH', `${path}/${teamId}`, { roleNames })).toEqual([404, 'TEAM_NOT_FOUND', teamId]);
  expect(await codeOf('DELETE', `${path}/${teamId}`)).toEqual([404, 'TEAM_NOT_FOUND', teamId]);
  const orgRole = ['ORG_MEMBER'];
  expect(await codeOf('POST', path, [{ teamId, roleNames: orgRole }])).toEqual([
    400,
    'INVALID_ROLE_FOR_GROUP',
    'ORG_MEMBER',
  ]);
  const twice = { teamId, roleNames };
  expect(await codeOf('POST', path, [twice, twice])).toEqual([400, 'INVALID_ATTRIBUTE', 'teamId']);
  expect(await codeOf('POST', path, [])).toEqual([400, 'INVALID_JSON', 'body']);
  expect(await codeOf('POST', path, [{ teamId, roleNames: [] }])).toEqual([400, 'INVALID_ATTRIBUTE', '0.roleNames']);
  expect((await api('GET', path)).json.totalCount).toBe(0);
});

test('every change is told', async () => {
  const { id: groupId, orgId } = await freshProject();
  const teamId = await freshTeam(orgId);
  const path = `/groups/${groupId}/teams`;
  await api('POST', path, { body: [{ teamId, roleNames: ['GROUP_READ_ONLY'] }] });
  await api('PATCH', `${path}/${teamId}`, { body: { roleNames: ['GROUP_BACKUP_ADMIN'] } });
  await api('DELETE', `${path}/${teamId}`);
  const { json } = await api('GET', `/groups/${groupId}/events`);
  const told = json.results.map((event: { eventTypeName: string; teamId?: string }) => [
    event.eventTypeName,
    event.teamId,
  ]);
  expect(told.slice(0, 3)).toEqual([
    ['TEAM_REMOVED_FROM_GROUP', teamId],
    ['TEAM_ROLES_MODIFIED', teamId],
    ['TEAM_ADDED_TO_GROUP', teamId],
  ]);
});
