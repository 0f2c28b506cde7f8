import { beforeEach, describe, expect, test } from 'vitest';
import { api, freshAccount, freshKey, freshName, freshProject, freshUser } from '../../../_harness/admin.ts';

let groupId = '';
let orgId = '';
let path = '';

beforeEach(async () => {
  ({ id: groupId, orgId } = await freshProject());
  path = `/groups/${groupId}/users`;
});

const ids = (json: { results: { id: string }[] }) => json.results.map(({ id }) => id).toSorted();
const inProject = (roleName: string) => ({ roleName, groupId });
const item = (id: string, ...names: string[]) => ({ id, roles: names.map((roleName) => ({ roleName })) });

test('added, with other roles than before; listed; under projects too', async () => {
  const elsewhere = { roleName: 'ORG_MEMBER', orgId };
  const [one, two] = [await freshUser([inProject('GROUP_READ_ONLY'), elsewhere]), await freshUser()];
  const body = [item(one.id, 'GROUP_OWNER'), item(two.id, 'GROUP_READ_ONLY', 'GROUP_BACKUP_ADMIN')];
  const added = await api('POST', path, { body });
  expect([added.status, added.json]).toEqual([200, {}]);
  const { json } = await api('GET', path);
  expect(ids(json)).toEqual([one.id, two.id].toSorted());
  expect((await api('GET', `/users/${one.id}`)).json.roles).toEqual([elsewhere, inProject('GROUP_OWNER')]);
  const asProject = (await api('GET', path.replace('groups', 'projects'))).json.results;
  expect(asProject.find(({ id }: { id: string }) => id === one.id).roles[1].projectId).toBe(groupId);
  const events = (await api('GET', `/groups/${groupId}/events?itemsPerPage=2`)).json.results;
  expect(events).toMatchObject([
    { eventTypeName: 'JOINED_GROUP', targetUsername: two.username },
    { eventTypeName: 'USER_ROLES_CHANGED_AUDIT', targetUsername: one.username },
  ]);
});

test('who is in it by a team alone is listed when asked for', async () => {
  const user = await freshUser([{ roleName: 'ORG_MEMBER', orgId }]);
  const usernames = [user.username];
  const team = (await api('POST', `/orgs/${orgId}/teams`, { body: { name: freshName('Team'), usernames } })).json;
  await api('POST', `/groups/${groupId}/teams`, { body: [{ teamId: team.id, roleNames: ['GROUP_READ_ONLY'] }] });
  expect(ids((await api('GET', path)).json)).toEqual([]);
  expect(ids((await api('GET', `${path}?flattenTeams=true`)).json)).toEqual([user.id]);
});

test('other roles; removed', async () => {
  const as = await freshAccount([inProject('GROUP_READ_ONLY')]);
  const replaced = await api('PUT', `${path}/${as.id}/roles`, { body: { groupRoles: ['GROUP_OWNER'] } });
  expect([replaced.status, replaced.json]).toEqual([200, { groupRoles: ['GROUP_OWNER'] }]);
  expect((await api('PATCH', `/groups/${groupId}`, { as, body: { tags: [] } })).status).toBe(200);
  const stale = await api('DELETE', `${path}/${as.id}`, { headers: { 'if-match': '"0"' } });
  expect(stale.status).toBe(412);
  expect((await api('DELETE', `${path}/${as.id}`)).status).toBe(200);
  expect((await api('GET', `/groups/${groupId}`, { as })).json.errorCode).toBe('NOT_IN_GROUP');
  const again = await api('DELETE', `${path}/${as.id}`);
  expect([again.status, again.json.errorCode]).toEqual([404, 'USER_NOT_IN_GROUP']);
});

test('all or none', async () => {
  const { id } = await freshUser();
  const unknown = '6512e1b2c3d4e5f601234567';
  const body = [item(id, 'GROUP_READ_ONLY'), item(unknown, 'GROUP_READ_ONLY')];
  expect((await api('POST', path, { body })).json.errorCode).toBe('USER_NOT_FOUND');
  expect(ids((await api('GET', path)).json)).toEqual([]);
});

describe('a user administrator', () => {
  test('adds and removes, but makes no owner and touches none', async () => {
    const as = await freshKey(orgId, ['ORG_MEMBER'], { [groupId]: ['GROUP_USER_ADMIN'] });
    const { id } = await freshUser();
    const lord = await freshUser([inProject('GROUP_OWNER')]);
    const added = await api('POST', path, { as, body: [item(id, 'GROUP_READ_ONLY')] });
    expect(added.status).toBe(200);
    const raised = await api('POST', path, { as, body: [item(id, 'GROUP_OWNER')] });
    expect(raised.json.errorCode).toBe('CANNOT_ADD_ROLE');
    const groupRoles = ['GROUP_OWNER'];
    expect((await api('PUT', `${path}/${id}/roles`, { as, body: { groupRoles } })).json.errorCode).toBe(
      'CANNOT_ADD_ROLE',
    );
    const lowered = await api('POST', path, { as, body: [item(lord.id, 'GROUP_READ_ONLY')] });
    expect([lowered.status, lowered.json.errorCode]).toEqual([401, 'NOT_USER_ADMIN']);
    expect((await api('DELETE', `${path}/${lord.id}`, { as })).json.errorCode).toBe('USER_UNAUTHORIZED');
    expect((await api('DELETE', `${path}/${id}`, { as })).status).toBe(200);
  });
});

describe('errors', () => {
  test.each([
    ['INVALID_ROLE_FOR_GROUP', 'POST', '', (id: string) => [item(id, 'ORG_OWNER')]],
    ['INVALID_ATTRIBUTE', 'POST', '', (id: string) => [item(id)]],
    ['INVALID_JSON', 'POST', '', () => ({})],
    ['INVALID_ROLE_FOR_GROUP', 'PUT', 'roles', () => ({ groupRoles: ['GROUP_KING'] })],
  ])('400 %s: %s', async (errorCode, method, below, body) => {
    const { id } = await freshUser([inProject('GROUP_READ_ONLY')]);
    const answer = await api(method, below === '' ? path : `${path}/${id}/${below}`, { body: body(id) });
    expect([answer.status, answer.json.errorCode]).toEqual([400, errorCode]);
  });

  test('somebody who is not in the project', async () => {
    const { id } = await freshUser();
    const { json } = await api('PUT', `${path}/${id}/roles`, { body: { groupRoles: ['GROUP_OWNER'] } });
    expect(json.errorCode).toBe('USER_NOT_IN_GROUP');
    expect((await api('DELETE', `${path}/nobody`)).json.errorCode).toBe('INVALID_USER_ID');
    expect((await api('POST', path, { body: [item('nobody', 'GROUP_OWNER')] })).json.errorCode).toBe('INVALID_USER_ID');
  });

  test('the last owner', async () => {
    const as = await freshAccount([{ roleName: 'ORG_OWNER', orgId }]);
    const owned = (await api('POST', '/groups', { as, body: { name: freshName('Owned'), orgId } })).json.id;
    const last = `/groups/${owned}/users/${as.id}`;
    const removed = await api('DELETE', last);
    expect([removed.status, removed.json.errorCode]).toEqual([403, 'CANNOT_DELETE_LAST_OWNER']);
    for (const [method, target, body] of [
      ['PUT', `${last}/roles`, { groupRoles: ['GROUP_READ_ONLY'] }],
      ['POST', `/groups/${owned}/users`, [item(as.id, 'GROUP_READ_ONLY')]],
    ] as const) {
      const demoted = await api(method, target, { body });
      expect([demoted.status, demoted.json.errorCode]).toEqual([403, 'CANNOT_DEMOTE_LAST_OWNER']);
    }
  });
});
