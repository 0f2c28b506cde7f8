import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { createDataSources, ObjectId, type Db } from '../../../../src/mongo/index.ts';
import {
  api,
  freshKey,
  freshName,
  freshOrganization,
  freshProject,
  freshUser,
  owner,
} from '../../../_harness/admin.ts';

const unknown = '6512e1b2c3d4e5f601234567';
const sources = createDataSources([{ name: 'own', uri: inject('mongodbUri') }]);
let db: Db;

beforeAll(async () => {
  db = await sources.get('own').database('docgate');
});
afterAll(() => sources.close());

const freshUsername = () => `${freshName('invited').replaceAll(' ', '-')}@example.com`;
const makeUser = (username: string) =>
  api('POST', '/users', {
    body: {
      username,
      password: 'correct horse battery staple',
      firstName: 'Ada',
      lastName: 'Lovelace',
    },
  });

async function freshTeam(orgId: string): Promise<string> {
  return (await api('POST', `/orgs/${orgId}/teams`, { body: { name: freshName('Team') } })).json.id;
}

/** An organization or a project of the test's own, with a role there. */
async function freshPlace(kind: string) {
  if (kind === 'orgs') {
    const { id, name } = await freshOrganization();
    return {
      path: `/orgs/${id}`,
      roles: ['ORG_MEMBER'],
      other: ['ORG_READ_ONLY'],
      shown: { orgId: id, orgName: name },
    };
  }
  const { id, name } = await freshProject();
  const shown = { groupId: id, groupName: name };
  return { path: `/groups/${id}`, roles: ['GROUP_READ_ONLY'], other: ['GROUP_BACKUP_ADMIN'], shown };
}

describe.each(['orgs', 'groups'])('/%s', (kind) => {
  test('made for thirty days, listed as a bare array, by username, read, withdrawn', async () => {
    const { path, roles, shown } = await freshPlace(kind);
    const username = freshUsername();
    const [place] = Object.keys(shown) as [keyof typeof shown];
    // MongoDB's clients repeat the path's id in the body.
    const body = { username: username.toUpperCase(), roles, [place]: shown[place] };
    const { status, json, headers } = await api('POST', `${path}/invites`, { body });
    expect([status, json]).toMatchObject([201, { ...shown, roles, username, inviterUsername: owner.publicKey }]);
    expect(Date.parse(json.expiresAt) - Date.parse(json.createdAt)).toBe(30 * 24 * 60 * 60 * 1000);
    expect(headers['location']).toMatch(new RegExp(`${path}/invites/${json.id}$`));
    const found = await api('GET', `${path}/invites/${json.id}`);
    expect([found.json, found.headers['etag']]).toEqual([json, headers['etag']]);
    await api('POST', `${path}/invites`, { body: { username: freshUsername(), roles } });
    const all = await api('GET', `${path}/invites`);
    expect([Array.isArray(all.json), all.json.length]).toEqual([true, 2]);
    const one = await api('GET', `${path}/invites?username=${encodeURIComponent(username)}`);
    expect(one.json.map(({ id }: { id: string }) => id)).toEqual([json.id]);
    expect((await api('DELETE', `${path}/invites/${json.id}`)).status).toBe(200);
    expect((await api('GET', `${path}/invites`)).json).toHaveLength(1);
  });

  test('changed by id and by username, if it is still what was read', async () => {
    const { path, roles, other } = await freshPlace(kind);
    const username = freshUsername();
    const { id } = (await api('POST', `${path}/invites`, { body: { username, roles } })).json;
    const read = await api('GET', `${path}/invites/${id}`);
    const headers = { 'if-match': read.headers['etag'] as string };
    const body = { ...read.json, roles: other };
    const byId = await api('PATCH', `${path}/invites/${id}`, { body, headers });
    expect([byId.status, byId.json.roles]).toEqual([200, other]);
    expect((await api('PATCH', `${path}/invites/${id}`, { body, headers })).status).toBe(412);
    expect((await api('PATCH', `${path}/invites`, { body: { username, roles }, headers })).status).toBe(412);
    expect((await api('DELETE', `${path}/invites/${id}`, { headers })).status).toBe(412);
    const byName = await api('PATCH', `${path}/invites`, { body: { username, roles } });
    expect([byName.status, byName.json.id, byName.json.roles]).toEqual([200, id, roles]);
  });

  test('its errors', async () => {
    const { path, roles, shown } = await freshPlace(kind);
    const username = freshUsername();
    const elsewhere = await freshPlace(kind);
    const { id } = (await api('POST', `${elsewhere.path}/invites`, { body: { username, roles } })).json;
    const answer = async (method: string, target: string, body?: object) => {
      const { status, json } = await api(method, `${path}/invites${target}`, { body });
      return [status, json.errorCode, ...json.parameters];
    };
    for (const which of [unknown, 'nothing', id as string]) {
      expect(await answer('GET', `/${which}`)).toEqual([404, 'INVITATION_NOT_FOUND', which]);
      expect(await answer('PATCH', `/${which}`, { roles })).toEqual([404, 'INVITATION_NOT_FOUND', which]);
      expect(await answer('DELETE', `/${which}`)).toEqual([404, 'INVITATION_NOT_FOUND', which]);
    }
    expect(await answer('PATCH', '', { username, roles })).toEqual([404, 'INVITATION_NOT_FOUND', username]);
    expect(await answer('POST', '', { username: 'ada', roles })).toEqual([400, 'INVALID_USERNAME', 'ada']);
    expect(await answer('POST', '', { username })).toEqual([400, 'MISSING_ATTRIBUTE', 'roles']);
    expect(await answer('POST', '', { username, roles: [] })).toEqual([400, 'INVALID_ATTRIBUTE', 'roles']);
    const [place] = Object.keys(shown) as [keyof typeof shown];
    expect(await answer('POST', '', { username, roles, [place]: unknown })).toEqual([
      400,
      'ATTRIBUTE_READ_ONLY',
      place,
    ]);
    expect((await answer('PATCH', `/${id}`, {}))[1]).toBe('MISSING_ATTRIBUTES');
    const wrong = kind === 'orgs' ? ['GROUP_OWNER', 'INVALID_ROLE_FOR_ORG'] : ['ORG_MEMBER', 'INVALID_ROLE_FOR_GROUP'];
    expect(await answer('POST', '', { username, roles: [wrong[0]] })).toEqual([400, wrong[1], wrong[0]]);
    expect(await answer('POST', '', { username, roles: ['NONE'] })).toEqual([400, wrong[1], 'NONE']);
  });

  test('one for each user, however many are made at once', async () => {
    const { path, roles } = await freshPlace(kind);
    const body = { username: freshUsername(), roles };
    const answers = await Promise.all([1, 2, 3].map(() => api('POST', `${path}/invites`, { body })));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409]);
    const refused = answers.find(({ status }) => status === 409);
    expect([refused?.json.errorCode, refused?.json.parameters]).toEqual(['INVITATION_ALREADY_EXISTS', [body.username]]);
  });

  test('who has roles there already is not invited', async () => {
    const { path, roles, shown } = await freshPlace(kind);
    const [[place, id]] = Object.entries(shown) as [[string, string]];
    const { username } = await freshUser([{ roleName: roles[0] ?? '', [place]: id }]);
    const { status, json } = await api('POST', `${path}/invites`, { body: { username, roles } });
    expect([status, json.errorCode, json.parameters]).toEqual([409, 'USER_ALREADY_IN_ORG', [username]]);
  });

  test('one that has run out is absent, before MongoDB removes it', async () => {
    const { path, roles } = await freshPlace(kind);
    const body = { username: freshUsername(), roles };
    const { id } = (await api('POST', `${path}/invites`, { body })).json;
    await db
      .collection('invitations')
      .updateOne({ _id: new ObjectId(String(id)) }, { $set: { expiresAt: new Date(Date.now() - 1) } });
    expect((await api('GET', `${path}/invites`)).json).toEqual([]);
    for (const method of ['GET', 'DELETE'])
      expect((await api(method, `${path}/invites/${id}`)).json.errorCode).toBe('INVITATION_NOT_FOUND');
    expect((await api('PATCH', `${path}/invites`, { body })).json.errorCode).toBe('INVITATION_NOT_FOUND');
    const again = await api('POST', `${path}/invites`, { body });
    expect([again.status, again.json.id === id]).toEqual([201, false]);
  });

  test('the account that is made gets what was promised, and the invitation is spent', async () => {
    const { path, roles, other, shown } = await freshPlace(kind);
    const username = freshUsername();
    await api('POST', `${path}/invites`, { body: { username, roles: [...roles, ...other] } });
    const { status, json } = await makeUser(username.toUpperCase());
    const [[place, id]] = Object.entries(shown) as [[string, string]];
    expect([status, json.roles]).toEqual([201, [...roles, ...other].map((roleName) => ({ roleName, [place]: id }))]);
    expect((await api('GET', `${path}/invites`)).json).toEqual([]);
    const events = await api('GET', `${path}/events`);
    expect(events.json.results[0]).toMatchObject({
      eventTypeName: kind === 'orgs' ? 'JOINED_ORG' : 'JOINED_GROUP',
      targetUsername: username,
    });
  });

  test('every change is told', async () => {
    const { path, roles, other } = await freshPlace(kind);
    const username = freshUsername();
    const { id } = (await api('POST', `${path}/invites`, { body: { username, roles } })).json;
    await api('PATCH', `${path}/invites/${id}`, { body: { roles: other } });
    await api('DELETE', `${path}/invites/${id}`);
    const { json } = await api('GET', `${path}/events`);
    const prefix = kind === 'orgs' ? 'ORG' : 'GROUP';
    expect(json.results.slice(0, 3)).toMatchObject(
      [`${prefix}_INVITATION_DELETED`, `${prefix}_INVITATION_UPDATED`, `INVITED_TO_${prefix}`].map((eventTypeName) => ({
        eventTypeName,
        targetUsername: username,
        invitationId: id,
      })),
    );
  });
});

test('into teams, which the account joins; a team that is deleted is in no invitation', async () => {
  const { id: orgId } = await freshOrganization();
  const [one, other] = [await freshTeam(orgId), await freshTeam(orgId)];
  const username = freshUsername();
  const body = { username, roles: ['ORG_MEMBER'], teamIds: [one, other] };
  const { json } = await api('POST', `/orgs/${orgId}/invites`, { body });
  expect(json.teamIds).toEqual([one, other]);
  await api('DELETE', `/orgs/${orgId}/teams/${other}`);
  expect((await api('GET', `/orgs/${orgId}/invites/${json.id}`)).json.teamIds).toEqual([one]);
  const user = await makeUser(username);
  expect(user.json.teamIds).toEqual([one]);
  const again = await api('GET', `/users/${user.json.id}`);
  expect([again.json.teamIds, again.headers['etag']]).toEqual([[one], user.headers['etag']]);
  const events = await api('GET', `/orgs/${orgId}/events?eventType=JOINED_TEAM`);
  expect(events.json.results[0]).toMatchObject({ teamId: one, targetUsername: username });
});

test('only into teams of the organization', async () => {
  const [{ id: orgId }, elsewhere] = [await freshOrganization(), await freshOrganization()];
  const stranger = await freshTeam(elsewhere.id);
  const roles = ['ORG_MEMBER'];
  for (const teamId of [stranger, unknown, 'nothing']) {
    const body = { username: freshUsername(), roles, teamIds: [teamId] };
    const { status, json } = await api('POST', `/orgs/${orgId}/invites`, { body });
    expect([status, json.errorCode, json.parameters]).toEqual([404, 'TEAM_NOT_FOUND', [teamId]]);
  }
  const username = freshUsername();
  await api('POST', `/orgs/${orgId}/invites`, { body: { username, roles } });
  const changed = await api('PATCH', `/orgs/${orgId}/invites`, { body: { username, teamIds: [stranger] } });
  expect([changed.status, changed.json.errorCode]).toEqual([404, 'TEAM_NOT_FOUND']);
});

test('user administrators of a project invite, but no owners', async () => {
  const { id: groupId, orgId } = await freshProject();
  const as = await freshKey(orgId, ['ORG_MEMBER'], { [groupId]: ['GROUP_USER_ADMIN'] });
  const reader = await freshKey(orgId, ['ORG_MEMBER'], { [groupId]: ['GROUP_READ_ONLY'] });
  const path = `/groups/${groupId}/invites`;
  const username = freshUsername();
  const roles = ['GROUP_READ_ONLY'];
  expect((await api('GET', path, { as: reader })).json.errorCode).toBe('USER_UNAUTHORIZED');
  const owners = await api('POST', path, { as, body: { username, roles: ['GROUP_OWNER'] } });
  expect([owners.status, owners.json.errorCode]).toEqual([403, 'CANNOT_ADD_ROLE']);
  const { id } = (await api('POST', path, { as, body: { username, roles } })).json;
  for (const [target, body] of [
    [`${path}/${id}`, { roles: ['GROUP_OWNER'] }],
    [path, { username, roles: ['GROUP_OWNER'] }],
  ] as const) {
    const { status, json } = await api('PATCH', target, { as, body });
    expect([status, json.errorCode]).toEqual([403, 'CANNOT_ADD_ROLE']);
  }
  expect((await api('GET', path, { as })).json).toHaveLength(1);
});

test('members of an organization invite nobody', async () => {
  const { id: orgId } = await freshOrganization();
  const as = await freshKey(orgId, ['ORG_MEMBER']);
  const body = { username: freshUsername(), roles: ['ORG_MEMBER'] };
  expect((await api('POST', `/orgs/${orgId}/invites`, { as, body })).json.errorCode).toBe('USER_UNAUTHORIZED');
  expect((await api('GET', `/orgs/${orgId}/invites`, { as })).json.errorCode).toBe('USER_UNAUTHORIZED');
});

test('under projects, a project is called so', async () => {
  const { id, name } = await freshProject();
  const body = { username: freshUsername(), roles: ['GROUP_READ_ONLY'], projectId: id };
  const { status, json } = await api('POST', `/projects/${id}/invites`, { body });
  expect([status, json]).toMatchObject([201, { projectId: id, projectName: name }]);
});

test('owners of the service see the invitations of everybody, and accept for nobody', async () => {
  const { id: orgId } = await freshOrganization();
  const { id, username } = await freshUser([{ roleName: 'ORG_MEMBER', orgId }]);
  const other = await freshKey(orgId, ['ORG_OWNER']);
  const { json } = await api('POST', `/groups/${(await freshProject()).id}/invites`, {
    body: { username, roles: ['GROUP_READ_ONLY'] },
  });
  const path = `/users/${id}/invites`;
  expect((await api('GET', path)).json.map((invitation: { id: string }) => invitation.id)).toEqual([json.id]);
  expect((await api('GET', `${path}/${json.id}`)).json.username).toBe(username);
  for (const [method, target, as] of [
    ['POST', `${path}/${json.id}/accept`, owner],
    ['GET', path, other],
    ['GET', `${path}/${json.id}`, other],
  ] as const) {
    const refused = await api(method, target, { as });
    expect([refused.status, refused.json.errorCode]).toEqual([401, 'USER_UNAUTHORIZED']);
  }
});

test('who is taken out does not come back by an old invitation', async () => {
  const { id: groupId, orgId } = await freshProject();
  const { id, username } = await freshUser();
  const invite = (path: string, roles: string[]) => api('POST', `${path}/invites`, { body: { username, roles } });
  const waiting = async () => db.collection('invitations').countDocuments({ username });
  await invite(`/groups/${groupId}`, ['GROUP_READ_ONLY']);
  await invite(`/orgs/${orgId}`, ['ORG_MEMBER']);
  await api('POST', `/groups/${groupId}/users`, { body: [{ id, roles: [{ roleName: 'GROUP_READ_ONLY' }] }] });
  expect(await waiting()).toBe(2);
  expect((await api('DELETE', `/groups/${groupId}/users/${id}`)).status).toBe(200);
  expect(await waiting()).toBe(1);
  const told = await api('GET', `/groups/${groupId}/events?eventType=GROUP_INVITATION_DELETED`);
  expect(told.json.results).toMatchObject([{ targetUsername: username }]);
  await invite(`/groups/${groupId}`, ['GROUP_READ_ONLY']);
  await api('PATCH', `/users/${id}`, { body: { roles: [{ orgId, roleName: 'ORG_MEMBER' }] } });
  expect((await api('DELETE', `/orgs/${orgId}/users/${id}`)).status).toBe(200);
  expect(await waiting()).toBe(0);
  await invite(`/orgs/${orgId}`, ['ORG_MEMBER']);
  expect((await api('DELETE', `/users/${id}`)).status).toBe(200);
  expect((await makeUser(username)).json.roles).toEqual([]);
});
