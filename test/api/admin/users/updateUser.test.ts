import { beforeAll, describe, expect, test } from 'vitest';
import { api, freshAccount, freshKey, freshOrganization, freshProject, freshUser } from '../../../_harness/admin.ts';

let project = { id: '', orgId: '' };

beforeAll(async () => {
  const { id: orgId } = await freshOrganization();
  project = (await api('POST', '/groups', { body: { name: 'Updated', orgId } })).json;
});

const inProject = (roleName: string) => ({ groupId: project.id, roleName });
const inOrganization = (roleName: string) => ({ orgId: project.orgId, roleName });

test('another name and other roles; what cannot be changed may be repeated', async () => {
  const user = await freshUser([inProject('GROUP_READ_ONLY')]);
  const path = `/users/${user.id}`;
  const body = { ...user, lastName: 'Smith', roles: [inProject('GROUP_OWNER'), inOrganization('ORG_MEMBER')] };
  const updated = await api('PATCH', path, { body });
  expect([updated.status, updated.json]).toEqual([200, body]);
  expect(await api('GET', path)).toMatchObject({ json: body, headers: { etag: updated.headers.etag } });
  const events = await api('GET', `/orgs/${project.orgId}/events`);
  const about = events.json.results.filter(
    (event: { targetUsername?: string }) => event.targetUsername === user.username,
  );
  const names = about.map((event: { eventTypeName: string }) => event.eventTypeName);
  expect(names.toSorted()).toEqual(['JOINED_ORG', 'USER_CREATED', 'USER_ROLES_CHANGED_AUDIT', 'USER_UPDATED']);
});

test('empty text takes away what may be missing, and leaves the address', async () => {
  const { id, username: emailAddress } = await freshUser();
  const said = { mobileNumber: '+12125550100', country: 'US' };
  expect((await api('PATCH', `/users/${id}`, { body: said })).json).toMatchObject({ ...said, emailAddress });
  const { json } = await api('PATCH', `/users/${id}`, { body: { mobileNumber: '', country: '', emailAddress: '' } });
  expect([json.mobileNumber, json.country, json.emailAddress]).toEqual([undefined, undefined, emailAddress]);
});

test('If-Match lets the first of two writers through', async () => {
  const { id } = await freshUser();
  const etag = String((await api('GET', `/users/${id}`)).headers.etag);
  const write = (firstName: string) =>
    api('PATCH', `/users/${id}`, { body: { firstName }, headers: { 'if-match': etag } });
  const statuses = (await Promise.all([write('A'), write('B')])).map(({ status }) => status);
  expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 412]);
  expect((await api('DELETE', `/users/${id}`, { headers: { 'if-match': etag } })).status).toBe(412);
});

test.each([
  ['INVALID_ATTRIBUTE', { password: 'correct horse battery staple' }],
  ['ATTRIBUTE_READ_ONLY', { username: 'other@example.com', firstName: 'x' }],
  ['INVALID_EMAIL_ADDRESS', { emailAddress: 'nowhere' }],
  ['ROLE_NEEDS_GROUP_ID', { roles: [{ roleName: 'GROUP_OWNER' }] }],
  ['MISSING_ATTRIBUTES', {}],
])('%s', async (errorCode, body) => {
  const { id } = await freshUser();
  const { status, json } = await api('PATCH', `/users/${id}`, { body });
  expect([status, json.errorCode]).toEqual([400, errorCode]);
});

test('a user that is not there', async () => {
  const body = { firstName: 'x' };
  expect((await api('PATCH', '/users/6512e1b2c3d4e5f601234567', { body })).json.errorCode).toBe('USER_NOT_FOUND');
  expect((await api('DELETE', '/users/6512e1b2c3d4e5f601234567')).json.errorCode).toBe('USER_NOT_FOUND');
  expect((await api('DELETE', '/users/nobody')).json.errorCode).toBe('INVALID_USER_ID');
});

describe('who may', () => {
  test('the user himself: keeps and lays down roles, but gives himself none', async () => {
    const roles = [inProject('GROUP_READ_ONLY'), inOrganization('ORG_MEMBER')];
    const as = await freshAccount(roles);
    const path = `/users/${as.id}`;
    const kept = await api('PATCH', path, { as, body: { firstName: 'Joan', roles } });
    expect([kept.status, kept.json.firstName, kept.json.roles]).toEqual([200, 'Joan', roles]);
    const more = await api('PATCH', path, { as, body: { roles: [...roles, inProject('GROUP_OWNER')] } });
    expect([more.status, more.json.errorCode, more.json.parameters]).toEqual([403, 'CANNOT_ADD_ROLE', ['GROUP_OWNER']]);
    expect((await api('PATCH', path, { as, body: { roles: roles.slice(1) } })).json.roles).toEqual(roles.slice(1));
    expect((await api('PATCH', path, { as, body: { roles } })).json.errorCode).toBe('CANNOT_ADD_ROLE');
    expect((await api('DELETE', path, { as })).json.errorCode).toBe('NOT_USER_ADMIN');
  });

  test('a role that is taken away meanwhile stays so, however often the user asks to keep it', async () => {
    const roles = [inOrganization('ORG_MEMBER')];
    const as = await freshAccount(roles);
    const keep = () => api('PATCH', `/users/${as.id}`, { as, body: { roles } });
    const keeping = Array.from({ length: 20 }, keep);
    const removed = await api('DELETE', `/orgs/${project.orgId}/users/${as.id}`);
    const answers = await Promise.all(keeping);
    expect([removed.status, (await api('GET', `/users/${as.id}`)).json.roles]).toEqual([200, []]);
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
  });

  test('a role by a team is not the user’s to keep', async () => {
    const as = await freshAccount([inOrganization('ORG_MEMBER')]);
    const team = (
      await api('POST', `/orgs/${project.orgId}/teams`, { body: { name: as.keyId, usernames: [as.publicKey] } })
    ).json;
    const body = [{ teamId: team.id, roleNames: ['GROUP_DATA_ACCESS_ADMIN'] }];
    expect((await api('POST', `/groups/${project.id}/teams`, { body })).status).toBe(200);
    const kept = await api('PATCH', `/users/${as.id}`, { as, body: { roles: [inProject('GROUP_DATA_ACCESS_ADMIN')] } });
    expect(kept.json.errorCode).toBe('CANNOT_ADD_ROLE');
    const keeper = await freshKey(project.orgId, ['ORG_MEMBER'], { [project.id]: ['GROUP_OWNER'] });
    expect((await api('PATCH', `/users/${as.id}`, { as: keeper, body: { firstName: 'x' } })).json.errorCode).toBe(
      'NOT_USER_ADMIN',
    );
  });

  test('those who may give away every role that the user has', async () => {
    const as = await freshKey(project.orgId, ['ORG_OWNER']);
    const mine = await freshUser([inProject('GROUP_OWNER')]);
    expect((await api('PATCH', `/users/${mine.id}`, { as, body: { firstName: 'x' } })).status).toBe(200);
    const elsewhere = await freshProject();
    const alsoElsewhere = await freshUser([
      inProject('GROUP_READ_ONLY'),
      { groupId: elsewhere.id, roleName: 'GROUP_READ_ONLY' },
    ]);
    for (const method of ['PATCH', 'DELETE']) {
      const body = method === 'PATCH' ? { firstName: 'x' } : undefined;
      const { status, json } = await api(method, `/users/${alsoElsewhere.id}`, { as, body });
      expect([status, json.errorCode, json.parameters]).toEqual([401, 'NOT_USER_ADMIN', [alsoElsewhere.id]]);
    }
  });

  test('a user administrator makes no owner, and unmakes none', async () => {
    const as = await freshKey(project.orgId, ['ORG_MEMBER'], { [project.id]: ['GROUP_USER_ADMIN'] });
    const { id } = await freshUser([inProject('GROUP_READ_ONLY')]);
    const raised = await api('PATCH', `/users/${id}`, { as, body: { roles: [inProject('GROUP_OWNER')] } });
    expect([raised.status, raised.json.errorCode]).toEqual([403, 'CANNOT_ADD_ROLE']);
    const lord = await freshUser([inProject('GROUP_OWNER')]);
    const lowered = await api('PATCH', `/users/${lord.id}`, { as, body: { roles: [inProject('GROUP_READ_ONLY')] } });
    expect(lowered.json.errorCode).toBe('NOT_USER_ADMIN');
  });
});

describe('the last owner', () => {
  /** An organization with a project, and nobody who owns them any more but the user. */
  async function owned(roleName: string) {
    const as = await freshAccount([{ roleName: 'GLOBAL_OWNER' }]);
    const { id: orgId } = (await api('POST', '/orgs', { as, body: { name: 'Owned' } })).json;
    const { id: groupId } = (await api('POST', '/groups', { as, body: { name: 'Owned', orgId } })).json;
    const role = roleName === 'ORG_OWNER' ? { roleName, orgId } : { roleName, groupId };
    const user = await freshUser([role]);
    const other = await freshUser([
      { roleName: 'ORG_OWNER', orgId },
      { roleName: 'GROUP_OWNER', groupId },
    ]);
    expect((await api('DELETE', `/users/${as.id}`)).status).toBe(200);
    await api('PATCH', `/users/${other.id}`, {
      body: {
        roles: [
          role.roleName === 'ORG_OWNER' ? { roleName: 'GROUP_OWNER', groupId } : { roleName: 'ORG_OWNER', orgId },
        ],
      },
    });
    return { path: `/users/${user.id}`, role };
  }

  test.each([
    ['CANNOT_DEMOTE_LAST_ORG_OWNER', 'ORG_OWNER', 'PATCH'],
    ['CANNOT_DEMOTE_LAST_ORG_OWNER', 'ORG_OWNER', 'DELETE'],
    ['CANNOT_DEMOTE_LAST_OWNER', 'GROUP_OWNER', 'PATCH'],
    ['CANNOT_DELETE_LAST_OWNER', 'GROUP_OWNER', 'DELETE'],
  ])('%s: %s, by %s', async (errorCode, roleName, method) => {
    const { path, role } = await owned(roleName);
    const body = method === 'PATCH' ? { roles: [] } : undefined;
    const { status, json } = await api(method, path, { body });
    expect([status, json.errorCode]).toEqual([403, errorCode]);
    await freshUser([role]);
    expect((await api(method, path, { body })).status).toBe(200);
  });

  test('of two who give up at once one stays', async () => {
    const { path, role } = await owned('ORG_OWNER');
    const other = await freshUser([role]);
    const answers = await Promise.all([path, `/users/${other.id}`].map((target) => api('DELETE', target)));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 403]);
  });
});
