import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { createDataSources, ObjectId, type Db } from '../../../../src/mongo/index.ts';
import {
  api,
  freshAccount,
  freshName,
  freshOrganization,
  freshProject,
  type KeyPair,
} from '../../../_harness/admin.ts';

const sources = createDataSources([{ name: 'own', uri: inject('mongodbUri') }]);
let db: Db;
let user: KeyPair & { id: string };

beforeAll(async () => {
  db = await sources.get('own').database('docgate');
});
beforeEach(async () => {
  user = await freshAccount();
});
afterAll(() => sources.close());

const accept = (invitationId: string, as: KeyPair & { id: string } = user) =>
  api('POST', `/users/${as.id}/invites/${invitationId}/accept`, { as });

async function invite(path: string, more: { roles: string[]; teamIds?: string[] }): Promise<string> {
  const { status, json } = await api('POST', `${path}/invites`, { body: { username: user.publicKey, ...more } });
  if (status !== 201) throw new Error(`no invitation: ${JSON.stringify(json)}`);
  return json.id;
}

test('a user sees what waits for him, follows the links, and accepts', async () => {
  const { id: orgId, name: orgName } = await freshOrganization();
  const { id: groupId, name: groupName } = await freshProject();
  const team = await api('POST', `/orgs/${orgId}/teams`, { body: { name: freshName('Team') } });
  const [teamId, roles] = [team.json.id as string, ['ORG_MEMBER', 'ORG_GROUP_CREATOR']];
  await invite(`/orgs/${orgId}`, { roles, teamIds: [teamId] });
  await invite(`/groups/${groupId}`, { roles: ['GROUP_READ_ONLY'] });
  const waiting = await api('GET', `/users/${user.id}/invites`, { as: user });
  expect(waiting.json).toMatchObject([
    { orgId, orgName, roles, teamIds: [teamId] },
    { groupId, groupName, roles: ['GROUP_READ_ONLY'] },
  ]);
  expect((await api('GET', `/orgs/${orgId}`, { as: user })).json.errorCode).toBe('NOT_IN_ORG');
  const self = await api('GET', new URL(waiting.json[0].links[0].href).pathname, { as: user });
  const { href } = self.json.links.find(({ rel }: { rel: string }) => rel.endsWith('/accept'));
  const accepted = await api('POST', new URL(href).pathname, { as: user });
  expect([accepted.status, accepted.json]).toMatchObject([
    200,
    { id: user.id, roles: roles.map((roleName) => ({ roleName, orgId })), teamIds: [teamId] },
  ]);
  expect((await api('GET', `/users/${user.id}`, { as: user })).headers['etag']).toBe(accepted.headers['etag']);
  expect((await api('GET', `/orgs/${orgId}`, { as: user })).status).toBe(200);
  expect((await api('GET', `/users/${user.id}/invites`, { as: user })).json).toHaveLength(1);
  expect((await api('GET', `/orgs/${orgId}/invites`)).json).toEqual([]);
  const events = await api('GET', `/orgs/${orgId}/events`);
  expect(events.json.results.slice(0, 2)).toMatchObject(
    ['JOINED_TEAM', 'JOINED_ORG'].map((eventTypeName) => ({
      eventTypeName,
      targetUsername: user.publicKey,
      username: user.publicKey,
    })),
  );
});

test('what he has already stays', async () => {
  const { id: groupId } = await freshProject();
  const id = await invite(`/groups/${groupId}`, { roles: ['GROUP_READ_ONLY', 'GROUP_BACKUP_ADMIN'] });
  await api('PATCH', `/users/${user.id}`, { body: { roles: [{ groupId, roleName: 'GROUP_READ_ONLY' }] } });
  expect((await accept(id)).json.roles).toEqual(
    ['GROUP_READ_ONLY', 'GROUP_BACKUP_ADMIN'].map((roleName) => ({ groupId, roleName })),
  );
});

test('accepted once, however often at once', async () => {
  const { id: orgId } = await freshOrganization();
  const id = await invite(`/orgs/${orgId}`, { roles: ['ORG_MEMBER'] });
  const answers = await Promise.all([1, 2, 3].map(() => accept(id)));
  expect(
    answers.map(({ json }) => json.errorCode ?? 'accepted').toSorted((a: string, b: string) => (a < b ? -1 : 1)),
  ).toEqual(['INVITATION_NOT_FOUND', 'INVITATION_NOT_FOUND', 'accepted']);
  expect((await api('GET', `/orgs/${orgId}/events?eventType=JOINED_ORG`)).json.totalCount).toBe(1);
});

test('sent twice with one Idempotency-Key, the answer is the same', async () => {
  const { id: orgId } = await freshOrganization();
  const id = await invite(`/orgs/${orgId}`, { roles: ['ORG_MEMBER'] });
  const call = { as: user, headers: { 'idempotency-key': `accept-${id}` } };
  const path = `/users/${user.id}/invites/${id}/accept`;
  const first = await api('POST', path, call);
  expect([first.status, (await api('POST', path, call)).json]).toEqual([200, first.json]);
});

test('not that of another, nor one withdrawn or run out', async () => {
  const { id: orgId } = await freshOrganization();
  const id = await invite(`/orgs/${orgId}`, { roles: ['ORG_OWNER'] });
  const other = await freshAccount();
  expect((await accept(id, other)).json.errorCode).toBe('INVITATION_NOT_FOUND');
  expect((await api('GET', `/users/${other.id}/invites/${id}`, { as: other })).status).toBe(404);
  const theirs = await api('POST', `/users/${user.id}/invites/${id}/accept`, { as: other });
  expect([theirs.status, theirs.json.errorCode]).toEqual([401, 'USER_UNAUTHORIZED']);
  const past = { $set: { expiresAt: new Date(Date.now() - 1) } };
  await db.collection('invitations').updateOne({ _id: new ObjectId(id) }, past);
  const late = await accept(id);
  expect([late.status, late.json.errorCode, late.json.parameters]).toEqual([404, 'INVITATION_NOT_FOUND', [id]]);
  expect((await api('GET', `/users/${user.id}/invites`, { as: user })).json).toEqual([]);
  const again = await invite(`/orgs/${orgId}`, { roles: ['ORG_OWNER'] });
  await api('DELETE', `/orgs/${orgId}/invites/${again}`);
  expect((await accept(again)).json.errorCode).toBe('INVITATION_NOT_FOUND');
  expect((await accept('nothing')).json.errorCode).toBe('INVITATION_NOT_FOUND');
});

test('accepted while it is withdrawn: one of both', async () => {
  const { id: orgId } = await freshOrganization();
  const id = await invite(`/orgs/${orgId}`, { roles: ['ORG_MEMBER'] });
  const [accepted, withdrawn] = await Promise.all([accept(id), api('DELETE', `/orgs/${orgId}/invites/${id}`)]);
  expect([accepted.status, withdrawn.status].toSorted((a, b) => a - b)).toEqual([200, 404]);
  const { json } = await api('GET', `/users/${user.id}`);
  expect(json.roles).toHaveLength(accepted.status === 200 ? 1 : 0);
});

test('not into a team that is full: the invitation stays', async () => {
  const { id: orgId } = await freshOrganization();
  const teamId = (await api('POST', `/orgs/${orgId}/teams`, { body: { name: 'full' } })).json.id;
  const id = await invite(`/orgs/${orgId}`, { roles: ['ORG_MEMBER'], teamIds: [teamId] });
  const { _id: _, ...record } = (await db.collection('users').findOne({ username: user.publicKey })) ?? {};
  const many = Array.from({ length: 250 }, (__, i) => ({
    ...record,
    username: `full-${i}-${teamId}@example.com`,
    teamIds: [new ObjectId(String(teamId))],
  }));
  await db.collection('users').insertMany(many);
  const { status, json } = await accept(id);
  expect([status, json.errorCode, json.parameters]).toEqual([400, 'MAX_USERS_PER_TEAM_EXCEEDED', [250]]);
  expect((await api('GET', `/users/${user.id}`)).json.roles).toEqual([]);
  expect((await api('GET', `/users/${user.id}/invites`, { as: user })).json).toHaveLength(1);
});
