import { MongoClient } from 'mongodb';
import { expect, inject, test } from 'vitest';
import { api, freshName, type Json } from '../../../_harness/admin.ts';
import { client, type TestApp } from '../../../_harness/apps.ts';
import { dataApi } from '../../../_harness/data-api.ts';
import { appWithUsers } from '../app-users/app-with-users.ts';
import { freshApp } from '../apps/app.ts';

/** An app that serves nothing. */
async function emptyApp(): Promise<TestApp> {
  const app = await freshApp();
  const body = { name: freshName('App'), clientAppId: app.appId };
  expect((await api('POST', `/groups/${app.groupId}/apps`, { body })).status).toBe(201);
  return app;
}

test('added, changed, read, removed; every change is told', async () => {
  const { groupId, appId, path: app } = await emptyApp();
  const path = `${app}/accessList`;
  expect((await api('GET', path)).json.results).toEqual([]);
  const added = await api('POST', path, {
    body: [{ ipAddress: '203.0.113.7', comment: 'a' }, { cidrBlock: '2001:DB8:0::1/32' }],
  });
  expect([added.status, added.json.totalCount]).toEqual([201, 2]);
  expect(added.headers.location).toMatch(new RegExp(`${path}$`));
  const again = await api('POST', path, { body: [{ cidrBlock: '203.0.113.7/32', comment: 'b' }] });
  expect(again.json.results.map(({ comment }: Json) => comment)).toEqual(['b', undefined]);
  expect((await api('GET', `${path}?itemsPerPage=1&pageNum=2`)).json.results).toMatchObject([
    { cidrBlock: '2001:db8::/32' },
  ]);
  const { json } = await api('GET', `${path}/2001:db8::%2F32`);
  expect(json).toMatchObject({ cidrBlock: '2001:db8::/32', created: expect.any(String) });
  expect(json.links.map(({ rel }: Json) => rel.split('/').at(-1))).toEqual(['self', 'app']);
  expect((await api('GET', `/projects/${groupId}/apps/${appId}/accessList/203.0.113.7`)).json.comment).toBe('b');
  expect((await api('DELETE', `${path}/203.0.113.7`)).status).toBe(200);
  for (const method of ['DELETE', 'GET'])
    expect((await api(method, `${path}/203.0.113.7`)).json.errorCode).toBe('ACCESS_LIST_NOT_FOUND');
  const events = (await api('GET', `/groups/${groupId}/events`)).json.results.toReversed() as Json[];
  const told = events.filter(({ whitelistEntry }) => whitelistEntry !== undefined);
  expect(told.map((event) => [event.appId, event.eventTypeName, event.whitelistEntry])).toEqual([
    [appId, 'APP_ACCESS_LIST_ENTRY_ADDED', '203.0.113.7/32'],
    [appId, 'APP_ACCESS_LIST_ENTRY_ADDED', '2001:db8::/32'],
    [appId, 'APP_ACCESS_LIST_ENTRY_ADDED', '203.0.113.7/32'],
    [appId, 'APP_ACCESS_LIST_ENTRY_DELETED', '203.0.113.7/32'],
  ]);
});

test.each([
  ['INVALID_IP_ADDRESS_OR_CIDR_NOTATION', [{ ipAddress: 'x' }]],
  ['BAD_ACCESS_LIST_ADD_REQUEST', [{ comment: 'nowhere' }]],
  ['DUPLICATE_ADDRESSES_IN_INPUT', [{ cidrBlock: '10.0.0.2/32' }]],
])('%s leaves nothing behind', async (errorCode, body) => {
  const path = `${(await emptyApp()).path}/accessList`;
  const { status, json } = await api('POST', path, { body: [{ ipAddress: '10.0.0.2' }, ...body] });
  expect([status, json.errorCode]).toEqual([400, errorCode]);
  expect((await api('GET', path)).json.totalCount).toBe(0);
});

test('one app’s entries are no other’s, and not those of an app that is not there', async () => {
  const [here, other] = [await emptyApp(), await emptyApp()];
  await api('POST', `${here.path}/accessList`, { body: [{ ipAddress: '10.0.0.2' }] });
  expect((await api('GET', `${other.path}/accessList`)).json.totalCount).toBe(0);
  expect((await api('DELETE', `${other.path}/accessList/10.0.0.2`)).status).toBe(404);
  const nowhere = `/groups/${other.groupId}/apps/${here.appId}/accessList`;
  expect((await api('POST', nowhere, { body: [{ ipAddress: '10.0.0.3' }] })).json.errorCode).toBe('APP_NOT_FOUND');
});

/** Every process answers so: connections of their own spread over all of them. */
async function untilAnswered(app: TestApp, status: number): Promise<void> {
  for (let agreed = 0, asked = 0; agreed < 12; asked += 1) {
    if (asked > 500) throw new Error(`${app.appId} does not answer ${status}`);
    const answer = await client('GET', app, '/location', { connection: 'close' });
    agreed = answer.status === status ? agreed + 1 : 0;
    if (answer.status === 403) expect(answer.text).toContain('127.0.0.1');
  }
}

test('an app’s list and its project’s must both admit, at once in every process', async () => {
  const app = await appWithUsers();
  const own = `${app.path}/accessList`;
  const ofProject = `/groups/${app.groupId}/accessList`;
  await api('POST', own, { body: [{ cidrBlock: '::/0' }, { ipAddress: '203.0.113.7' }] });
  await untilAnswered(app, 403);
  await api('POST', own, { body: [{ cidrBlock: '127.0.0.0/8' }] });
  await untilAnswered(app, 200);
  await api('POST', ofProject, { body: [{ ipAddress: '203.0.113.7' }] });
  await untilAnswered(app, 403);
  await api('POST', ofProject, { body: [{ ipAddress: '127.0.0.1' }] });
  await untilAnswered(app, 200);
  await api('DELETE', `${own}/127.0.0.0%2F8`);
  await untilAnswered(app, 403);
  for (const entry of ['::%2F0', '203.0.113.7']) await api('DELETE', `${own}/${entry}`);
  await untilAnswered(app, 200);
});

test('who logs in, calls the Data API or has a token is asked for his address as well', async () => {
  const app = await appWithUsers();
  const logIn = () => client('POST', app, '/auth/providers/anon-user/login', { connection: 'close' });
  const { access_token: token } = (await logIn()).json;
  await api('POST', `${app.path}/accessList`, { body: [{ ipAddress: '203.0.113.7' }] });
  await untilAnswered(app, 403);
  expect((await logIn()).status).toBe(403);
  expect((await client('GET', app, '/auth/profile', { token })).status).toBe(403);
  expect((await dataApi(app, 'shop', 'things', { token })('find')).status).toBe(403);
});

test.each<[string, (app: TestApp) => string]>([
  ['app', ({ path }) => path],
  ['project', ({ groupId }) => `/groups/${groupId}`],
])('the entries go with their %s', async (_, pathOf) => {
  const app = await emptyApp();
  const { results } = (await api('POST', `${app.path}/accessList`, { body: [{ cidrBlock: freshRange() }] })).json;
  const { cidrBlock } = results[0];
  await using mongo = new MongoClient(inject('mongodbUri'));
  const stored = () => mongo.db('docgate').collection('appAccessList').countDocuments({ cidrBlock });
  expect(await stored()).toBe(1);
  expect((await api('DELETE', pathOf(app))).status).toBe(200);
  expect(await stored()).toBe(0);
});

/** A range that no other test has. */
function freshRange(): string {
  const groups = crypto.randomUUID().replaceAll('-', '').slice(0, 12).match(/.{4}/g);
  return `2001:db8:${groups?.join(':')}::/80`;
}
