import { expect, test } from 'vitest';
import { api, freshKey, freshName, freshOrganization, freshProject } from '../../../_harness/admin.ts';

test('create, get, rename, delete', async () => {
  const name = freshName('Orders');
  const created = await api('POST', '/groups', { body: { name, tags: ['a'] } });
  expect([created.status, created.json.name, created.json.tags]).toEqual([201, name, ['a']]);
  const path = `/groups/${created.json.id}`;
  expect(created.headers.location).toMatch(new RegExp(`^http://.*${path}$`));
  expect((await api('GET', path)).json).toEqual(created.json);
  const renamed = await api('PATCH', path, { body: { name: `${name}!`.replace('!', ' 2') } });
  expect([renamed.status, renamed.json.name]).toEqual([200, `${name} 2`]);
  const deleted = await api('DELETE', path);
  expect([deleted.status, deleted.text]).toEqual([200, '{}']);
  expect((await api('GET', path)).json.errorCode).toBe('GROUP_NOT_FOUND');
  expect((await api('DELETE', path)).json.errorCode).toBe('GROUP_NOT_FOUND');
});

test('by name', async () => {
  const { id, name } = await freshProject();
  expect((await api('GET', `/groups/byName/${encodeURIComponent(name)}`)).json.id).toBe(id);
  const { status, json } = await api('GET', '/groups/byName/nothing');
  expect([status, json.errorCode, json.parameters]).toEqual([404, 'GROUP_NAME_NOT_FOUND', ['nothing']]);
});

test('a name that two organizations have', async () => {
  const { name } = await freshProject();
  const { id: orgId } = await freshOrganization();
  await api('POST', '/groups', { body: { name, orgId } });
  const { status, json } = await api('GET', `/groups/byName/${encodeURIComponent(name)}`);
  expect([status, json.errorCode, json.parameters]).toEqual([409, 'MULTIPLE_GROUPS', [name]]);
});

test('projects are made by owners and group creators', async () => {
  const { id: orgId } = await freshOrganization();
  const make = async (role: string) =>
    api('POST', '/groups', { body: { name: freshName('Made'), orgId }, as: await freshKey(orgId, [role]) });
  expect((await make('ORG_GROUP_CREATOR')).status).toBe(201);
  const { status, json } = await make('ORG_READ_ONLY');
  expect([status, json.errorCode]).toEqual([401, 'NOT_ORG_GROUP_CREATOR']);
});

test('two of one name: 409', async () => {
  const [{ name }, other] = [await freshProject(), await freshProject()];
  const created = await api('POST', '/groups', { body: { name } });
  expect([created.status, created.json.errorCode, created.json.parameters]).toEqual([
    409,
    'GROUP_ALREADY_EXISTS',
    [name],
  ]);
  expect((await api('PATCH', `/groups/${other.id}`, { body: { name } })).json.errorCode).toBe('GROUP_ALREADY_EXISTS');
});

test('an organization that is not there', async () => {
  const body = { name: freshName('Lost'), orgId: '6512e1b2c3d4e5f601234567' };
  const { status, json } = await api('POST', '/groups', { body });
  expect([status, json.errorCode]).toEqual([404, 'ORG_NOT_FOUND']);
});

test('an id that is none', async () => {
  expect((await api('GET', '/groups/nothing')).json.errorCode).toBe('INVALID_GROUP_ID');
});

test('nothing to change', async () => {
  const { id } = await freshProject();
  const { status, json } = await api('PATCH', `/groups/${id}`, { body: {} });
  expect([status, json.errorCode]).toEqual([400, 'MISSING_ATTRIBUTES']);
});

test('an id in capitals is the same project, to whom has a role in it alone as well', async () => {
  const { id, orgId } = await freshProject();
  const key = await freshKey(orgId, ['ORG_MEMBER'], { [id]: ['GROUP_READ_ONLY'] });
  const { status, json } = await api('GET', `/groups/${id.toUpperCase()}`, { as: key });
  expect([status, json.id]).toEqual([200, id]);
});

test('an organization that requires access lists requires them in its projects, and of its keys everywhere', async () => {
  const { id: orgId } = await freshOrganization();
  const { json: project } = await api('POST', '/groups', { body: { name: freshName('Closed'), orgId } });
  const key = await freshKey(orgId, ['ORG_OWNER']);
  const answers = () =>
    Promise.all(
      [`/groups/${project.id}`, '/groups'].map(async (path) => (await api('GET', path, { as: key })).json.errorCode),
    );
  expect(await answers()).toEqual([undefined, undefined]);
  await api('PATCH', `/orgs/${orgId}/settings`, { body: { apiAccessListRequired: true } });
  expect(await answers()).toEqual(['IP_ADDRESS_NOT_ON_ACCESS_LIST', 'IP_ADDRESS_NOT_ON_ACCESS_LIST']);
  await api('POST', `/orgs/${orgId}/apiKeys/${key.id}/accessList`, { body: [{ ipAddress: '127.0.0.1' }] });
  expect(await answers()).toEqual([undefined, undefined]);
});
