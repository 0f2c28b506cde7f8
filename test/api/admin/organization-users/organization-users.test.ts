import { beforeEach, describe, expect, test } from 'vitest';
import { api, freshAccount, freshKey, freshName, freshOrganization, freshUser } from '../../../_harness/admin.ts';

let orgId = '';
let groupId = '';

beforeEach(async () => {
  ({ id: orgId } = await freshOrganization());
  ({ id: groupId } = (await api('POST', '/groups', { body: { name: freshName('Project'), orgId } })).json);
});

const ids = (json: { results: { id: string }[] }) => json.results.map(({ id }) => id).toSorted();
const member = () => ({ roleName: 'ORG_MEMBER', orgId });
const inProject = (roleName = 'GROUP_READ_ONLY') => ({ roleName, groupId });

test('the list has those with a role in the organization or in one of its projects', async () => {
  const elsewhere = { roleName: 'ORG_OWNER', orgId: (await freshOrganization()).id };
  const users = [await freshUser([member()]), await freshUser([inProject(), elsewhere])];
  await freshUser([elsewhere]);
  const as = await freshKey(orgId, ['ORG_READ_ONLY']);
  const { json } = await api('GET', `/orgs/${orgId}/users`, { as });
  expect([ids(json), json.totalCount]).toEqual([users.map(({ id }) => id).toSorted(), 2]);
  expect(json.results.find(({ id }: { id: string }) => id === users[1]?.id).roles).toEqual([inProject()]);
});

test('removed: from projects and teams too, but not from elsewhere', async () => {
  const elsewhere = { roleName: 'ORG_MEMBER', orgId: (await freshOrganization()).id };
  const as = await freshAccount([member(), inProject(), elsewhere]);
  const teams = `/orgs/${orgId}/teams`;
  const body = { name: freshName('Team'), usernames: [as.publicKey] };
  const team = (await api('POST', teams, { body })).json;
  expect((await api('GET', `/users/${as.id}`)).json.teamIds).toEqual([team.id]);
  expect((await api('DELETE', `/orgs/${orgId}/users/${as.id}`)).status).toBe(200);
  const left = (await api('GET', `/users/${as.id}`)).json;
  expect([left.roles, left.teamIds]).toEqual([[elsewhere], []]);
  expect((await api('GET', `/orgs/${orgId}`, { as })).json.errorCode).toBe('NOT_IN_ORG');
  const events = (await api('GET', `/orgs/${orgId}/events?itemsPerPage=2`)).json.results;
  const names = events.map(({ eventTypeName }: { eventTypeName: string }) => eventTypeName);
  expect(names.toSorted()).toEqual(['REMOVED_FROM_GROUP', 'REMOVED_FROM_ORG']);
  const again = await api('DELETE', `/orgs/${orgId}/users/${as.id}`);
  expect([again.status, again.json.errorCode]).toEqual([404, 'USER_NOT_IN_ORG']);
});

test('other roles in the organization leave those in projects as they are', async () => {
  const { id } = await freshUser([member(), inProject()]);
  const path = `/orgs/${orgId}/users/${id}/roles`;
  const { status, json, headers } = await api('PUT', path, { body: { orgRoles: ['ORG_OWNER', 'ORG_READ_ONLY'] } });
  expect([status, json]).toEqual([200, { orgRoles: ['ORG_OWNER', 'ORG_READ_ONLY'] }]);
  const user = await api('GET', `/users/${id}`);
  expect(user.headers.etag).toBe(headers.etag);
  expect(user.json.roles).toEqual([
    inProject(),
    { orgId, roleName: 'ORG_OWNER' },
    { orgId, roleName: 'ORG_READ_ONLY' },
  ]);
});

describe('errors', () => {
  test.each([
    [400, 'INVALID_ROLE_FOR_ORG', { orgRoles: ['GROUP_OWNER'] }],
    [400, 'INVALID_ROLE_FOR_ORG', { orgRoles: ['GLOBAL_OWNER'] }],
    [400, 'MISSING_ATTRIBUTE', {}],
    [400, 'INVALID_ATTRIBUTE', { orgRoles: [] }],
  ])('%i %s', async (status, errorCode, body) => {
    const { id } = await freshUser([member()]);
    const answer = await api('PUT', `/orgs/${orgId}/users/${id}/roles`, { body });
    expect([answer.status, answer.json.errorCode]).toEqual([status, errorCode]);
  });

  test('somebody who is not in the organization', async () => {
    const body = { orgRoles: ['ORG_MEMBER'] };
    for (const { id } of [await freshUser(), { id: '6512e1b2c3d4e5f601234567' }])
      expect((await api('PUT', `/orgs/${orgId}/users/${id}/roles`, { body })).json.errorCode).toBe('USER_NOT_IN_ORG');
    expect((await api('DELETE', `/orgs/${orgId}/users/nobody`)).json.errorCode).toBe('INVALID_USER_ID');
  });

  test('the last owner', async () => {
    const as = await freshAccount([{ roleName: 'GLOBAL_OWNER' }]);
    const { id } = (await api('POST', '/orgs', { as, body: { name: 'Owned' } })).json;
    const path = `/orgs/${id}/users/${as.id}`;
    const demoted = await api('PUT', `${path}/roles`, { body: { orgRoles: ['ORG_MEMBER'] } });
    expect([demoted.status, demoted.json.errorCode]).toEqual([403, 'CANNOT_DEMOTE_LAST_ORG_OWNER']);
    expect((await api('DELETE', path)).json.errorCode).toBe('CANNOT_DEMOTE_LAST_ORG_OWNER');
    await freshUser([{ roleName: 'ORG_OWNER', orgId: id }]);
    const { id: owned } = (await api('POST', '/groups', { as, body: { name: 'Owned', orgId: id } })).json;
    const ownsProject = await api('DELETE', path);
    expect([ownsProject.status, ownsProject.json.errorCode]).toEqual([403, 'CANNOT_DELETE_LAST_OWNER']);
    await freshUser([{ roleName: 'GROUP_OWNER', groupId: owned }]);
    expect((await api('DELETE', path)).status).toBe(200);
  });
});
