import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import {
  api,
  freshAccount,
  freshKey,
  freshName,
  freshOrganization,
  freshProject,
  freshUser,
} from '../../../_harness/admin.ts';

const password = 'correct horse battery staple';
let project = { id: '', orgId: '' };

beforeAll(async () => {
  project = await freshProject();
});

const freshUsername = () => `${freshName('user').replaceAll(' ', '-')}@example.com`;
const newUser = (more: object = {}) => ({
  username: freshUsername(),
  password,
  firstName: 'Jane',
  lastName: 'Doe',
  ...more,
});

describe('a new user', () => {
  test('as mongodbatlas sends one: empty text for what it does not know', async () => {
    const body = newUser({ emailAddress: '', mobileNumber: '', country: '', roles: null });
    const { status, json } = await api('POST', '/api/atlas/v1.0/users', { body });
    expect([status, json.emailAddress, json.roles]).toEqual([201, body.username, []]);
    expect([json.mobileNumber, json.country]).toEqual([undefined, undefined]);
  });

  test('is 201 with Location; found by id and by name; the password is nowhere', async () => {
    const roles = [
      { orgId: project.orgId, roleName: 'ORG_MEMBER' },
      { groupId: project.id, roleName: 'GROUP_READ_ONLY' },
    ];
    const body = newUser({ roles, mobileNumber: '+12125550100', country: 'US' });
    const { status, headers, json } = await api('POST', '/users', { body });
    const { password: _, ...shown } = body;
    expect([status, json]).toMatchObject([201, { ...shown, emailAddress: body.username, teamIds: [] }]);
    expect(new URL(String(headers.location)).pathname).toBe(`/api/public/v1.0/users/${json.id}`);
    const byId = await api('GET', `/users/${json.id}`);
    expect([byId.json, byId.headers.etag]).toEqual([json, headers.etag]);
    const byName = await api('GET', `/users/byName/${encodeURIComponent(body.username.toUpperCase())}`);
    expect(byName.json).toEqual(json);
    const events = await api('GET', `/orgs/${project.orgId}/events?eventType=USER_CREATED`);
    expect(events.json.results[0]).toMatchObject({ targetUsername: body.username, remoteAddress: '127.0.0.1' });
    expect(byId.text + events.text + (await readFile(inject('serviceLog'), 'utf8'))).not.toContain(password);
  });

  test('shows its roles to those alone who belong there', async () => {
    const other = await freshOrganization();
    const { id, username } = await freshUser([
      { groupId: project.id, roleName: 'GROUP_READ_ONLY' },
      { orgId: other.id, roleName: 'ORG_OWNER' },
    ]);
    const as = await freshKey(other.id, ['ORG_MEMBER']);
    const seen = await api('GET', `/users/${id}`, { as });
    expect([seen.status, seen.json.roles]).toEqual([200, [{ orgId: other.id, roleName: 'ORG_OWNER' }]]);
    const stranger = await freshKey((await freshOrganization()).id, ['ORG_OWNER']);
    expect((await api('GET', `/users/${id}`, { as: stranger })).json.errorCode).toBe('USER_UNAUTHORIZED');
    const byName = await api('GET', `/users/byName/${encodeURIComponent(username)}`, { as: stranger });
    expect([byName.status, byName.json.errorCode]).toEqual([404, 'USERNAME_NOT_FOUND']);
  });

  test('the unique index decides, whatever the case of letters', async () => {
    const body = newUser();
    const answers = await Promise.all([
      api('POST', '/users', { body }),
      api('POST', '/users', { body: { ...body, username: body.username.toUpperCase() } }),
    ]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409]);
    expect(answers.find(({ status }) => status === 409)?.json.errorCode).toBe('USER_ALREADY_EXISTS');
  });

  const unknown = '6512e1b2c3d4e5f601234567';
  test.each([
    [400, 'INVALID_USERNAME', { username: 'jane' }],
    [400, 'INVALID_USERNAME', { username: 'jane"@example.com' }],
    [400, 'INVALID_EMAIL_ADDRESS', { emailAddress: 'nowhere' }],
    [400, 'WEAK_PASSWORD', { password: 'Sh0rt!' }],
    [400, 'WEAK_PASSWORD', { password: 'onlyletters' }],
    [400, 'WEAK_PASSWORD', { password: 'aaaaaaaaaaaaaaaaaaaa' }],
    [400, 'WEAK_PASSWORD', { username: 'jane.doe@example.com', password: 'I am jane.doe of 1970' }],
    [400, 'ROLE_NEEDS_GROUP_ID', { roles: [{ roleName: 'GROUP_OWNER' }] }],
    [400, 'ROLE_NEEDS_ORG_ID', { roles: [{ roleName: 'ORG_OWNER' }] }],
    [400, 'ROLE_NEEDS_NO_GROUP_ID', { roles: [{ roleName: 'ORG_OWNER', groupId: 'project' }] }],
    [400, 'ROLE_NEEDS_NO_GROUP_ID', { roles: [{ roleName: 'GLOBAL_OWNER', groupId: 'project' }] }],
    [400, 'ROLE_NEEDS_NO_ORG_ID', { roles: [{ roleName: 'GLOBAL_OWNER', orgId: 'organization' }] }],
    [400, 'UNSUPPORTED_ROLE', { roles: [{ roleName: 'GROUP_KING', groupId: 'project' }] }],
    [404, 'GROUP_NOT_FOUND', { roles: [{ roleName: 'GROUP_OWNER', groupId: unknown }] }],
    [404, 'INVALID_GROUP_ID', { roles: [{ roleName: 'GROUP_OWNER', groupId: 'x' }] }],
    [404, 'ORG_NOT_FOUND', { roles: [{ roleName: 'ORG_OWNER', orgId: unknown }] }],
    [400, 'MISSING_ATTRIBUTE', { firstName: undefined }],
    [400, 'INVALID_ATTRIBUTE', { isAdmin: true }],
  ])('%i %s', async (status, errorCode, wrong) => {
    const text = JSON.stringify(newUser(wrong))
      .replaceAll('"project"', `"${project.id}"`)
      .replaceAll('"organization"', `"${project.orgId}"`);
    const answer = await api('POST', '/users', { body: text });
    expect([answer.status, answer.json.errorCode]).toEqual([status, errorCode]);
  });
});

describe('who may make users', () => {
  const inProject = (roleName: string) => [{ roleName, groupId: project.id }];
  test.each([
    ['ORG_OWNER', 'any role in the organization', () => [{ roleName: 'ORG_OWNER', orgId: project.orgId }], 201],
    ['ORG_OWNER', 'any role in its projects', () => inProject('GROUP_OWNER'), 201],
    ['ORG_OWNER', 'no role in the service', () => [{ roleName: 'GLOBAL_READ_ONLY' }], 'CANNOT_ADD_ROLE'],
    ['ORG_OWNER', 'not without roles', () => [], 'NOT_GLOBAL_USER_ADMIN'],
    ['ORG_MEMBER', 'none', () => inProject('GROUP_READ_ONLY'), 'CANNOT_ADD_ROLE'],
    ['GROUP_OWNER', 'any role in the project', () => inProject('GROUP_OWNER'), 201],
    ['GROUP_OWNER', 'none beyond', () => [{ roleName: 'ORG_MEMBER', orgId: project.orgId }], 'CANNOT_ADD_ROLE'],
    ['GROUP_USER_ADMIN', 'roles in the project', () => inProject('GROUP_DATA_ACCESS_ADMIN'), 201],
    ['GROUP_USER_ADMIN', 'but no owner', () => inProject('GROUP_OWNER'), 'CANNOT_ADD_ROLE'],
    ['GROUP_READ_ONLY', 'none', () => inProject('GROUP_READ_ONLY'), 'CANNOT_ADD_ROLE'],
  ])('%s: %s', async (role, _, roles, expected) => {
    const as = role.startsWith('ORG_')
      ? await freshKey(project.orgId, [role])
      : await freshKey(project.orgId, ['ORG_MEMBER'], { [project.id]: [role] });
    const { status, json } = await api('POST', '/users', { as, body: newUser({ roles: roles() }) });
    expect(json.errorCode ?? status).toBe(expected);
  });
});

test('a user administrator of the service makes users of every kind, but no owners, and is worth no other’s key', async () => {
  const as = await freshAccount([{ roleName: 'GLOBAL_USER_ADMIN' }]);
  await api('POST', `/users/${as.id}/accessList`, { body: [{ ipAddress: '127.0.0.1' }] });
  const make = (...roles: object[]) => api('POST', '/users', { as, body: newUser({ roles }) });
  expect((await make()).status).toBe(201);
  const made = await make({ roleName: 'GLOBAL_READ_ONLY' }, { roleName: 'ORG_MEMBER', orgId: project.orgId });
  expect(made.status).toBe(201);
  expect((await api('PATCH', `/users/${made.json.id}`, { as, body: { roles: [] } })).status).toBe(200);
  for (const role of [
    { roleName: 'GLOBAL_OWNER' },
    { roleName: 'ORG_OWNER', orgId: project.orgId },
    { roleName: 'GROUP_OWNER', groupId: project.id },
  ]) {
    expect((await make(role)).json.errorCode).toBe('CANNOT_ADD_ROLE');
    const { id } = await freshUser([role]);
    expect((await api('DELETE', `/users/${id}`, { as })).json.errorCode).toBe('NOT_USER_ADMIN');
    const key = await api('POST', `/users/${id}/apiKeys`, { as, body: { desc: 'x' } });
    expect([key.status, key.json.errorCode]).toEqual([401, 'USER_UNAUTHORIZED']);
  }
});

test('a user that is not there', async () => {
  expect((await api('GET', '/users/6512e1b2c3d4e5f601234567')).json.errorCode).toBe('USER_NOT_FOUND');
  expect((await api('GET', '/users/nobody')).json.errorCode).toBe('INVALID_USER_ID');
  const byName = await api('GET', '/users/byName/nobody@example.com');
  expect([byName.status, byName.json.errorCode]).toEqual([404, 'USERNAME_NOT_FOUND']);
});
