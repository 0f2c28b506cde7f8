import { readFile } from 'node:fs/promises';
import { expect, inject, test } from 'vitest';
import { api, freshProject } from '../../../_harness/admin.ts';

const uri = 'mongodb://shop:s3cr3t-word@db1.example.com,db2.example.com/?replicaSet=rs0';

async function freshDataSource(body: object = {}): Promise<string> {
  const { id } = await freshProject();
  const { status } = await api('POST', `/groups/${id}/dataSources`, { body: { name: 'orders', uri, ...body } });
  expect(status).toBe(201);
  return `/groups/${id}/dataSources/orders`;
}

test('create, get, list, change, delete; nobody sees the credentials', async () => {
  const { id } = await freshProject();
  const path = `/groups/${id}/dataSources`;
  const created = await api('POST', path, { body: { name: 'orders', uri, readPreference: 'nearest' } });
  expect([created.status, created.json]).toMatchObject([
    201,
    {
      name: 'orders',
      groupId: id,
      readPreference: 'nearest',
      uri: 'mongodb://_credentials_@db1.example.com,db2.example.com/?replicaSet=rs0',
    },
  ]);
  expect(created.headers.location).toMatch(new RegExp(`${path}/orders$`));
  const got = await api('GET', `${path}/orders`);
  expect([got.json, got.headers.etag]).toEqual([created.json, created.headers.etag]);
  const other = 'mongodb+srv://shop:an0ther-word@db3.example.com/';
  const changed = await api('PATCH', `${path}/orders`, { body: { ...got.json, uri: other } });
  expect([changed.status, changed.json.uri]).toEqual([200, 'mongodb+srv://_credentials_@db3.example.com/']);
  const listed = await api('GET', path);
  expect(listed.json.results.map(({ name }: { name: string }) => name)).toEqual(['orders']);
  expect((await api('DELETE', `${path}/orders`)).text).toBe('{}');
  expect((await api('DELETE', `${path}/orders`)).json.errorCode).toBe('DATA_SOURCE_NOT_FOUND');
  const events = await api('GET', `/groups/${id}/events`);
  expect(
    events.json.results.map((event: Record<string, string>) => [event['eventTypeName'], event['dataSourceName']]),
  ).toEqual([
    ['DATA_SOURCE_DELETED', 'orders'],
    ['DATA_SOURCE_UPDATED', 'orders'],
    ['DATA_SOURCE_CREATED', 'orders'],
    ['GROUP_CREATED', undefined],
  ]);
  const everything = [created, got, changed, listed, events].map(({ text }) => text).join();
  for (const text of [everything, await readFile(inject('serviceLog'), 'utf8')])
    expect(text).not.toMatch(/s3cr3t-word|an0ther-word/);
});

test('the project links to them', async () => {
  const project = await freshProject();
  const { json } = await api('GET', `/groups/${project.id}`);
  const { href } = json.links.find(({ rel }: { rel: string }) => rel.endsWith('/dataSources'));
  expect((await api('GET', new URL(href).pathname)).json.results).toEqual([]);
});

test('a name is one data source of a project; another project may have it too', async () => {
  const path = await freshDataSource();
  const again = await api('POST', path.replace('/orders', ''), { body: { name: 'orders', uri } });
  expect([again.status, again.json.errorCode, again.json.parameters]).toEqual([
    409,
    'DATA_SOURCE_ALREADY_EXISTS',
    ['orders'],
  ]);
  await freshDataSource();
});

test('one that serves an app is named after it', async () => {
  const path = await freshDataSource({ name: '0-tasks-abcde.mongodb-atlas' });
  const app = path.replace(/orders$/, '0-tasks-abcde.mongodb-atlas');
  expect((await api('GET', app)).json.name).toBe('0-tasks-abcde.mongodb-atlas');
  expect((await api('PATCH', app, { body: { readPreference: 'secondary' } })).status).toBe(200);
  expect((await api('DELETE', app)).status).toBe(200);
});

test('the connection string as it is shown changes nothing; a mask with another host is refused', async () => {
  const path = await freshDataSource();
  const { json, headers } = await api('GET', path);
  const same = await api('PATCH', path, { body: json, headers: { 'if-match': String(headers.etag) } });
  expect([same.status, same.json.uri]).toEqual([200, json.uri]);
  expect((await api('PATCH', path, { body: json, headers: { 'if-match': String(headers.etag) } })).status).toBe(412);
  const moved = await api('PATCH', path, { body: { uri: json.uri.replace('db1', 'db9') } });
  expect([moved.status, moved.json.parameters]).toEqual([400, ['uri']]);
});

test.each([
  ['another scheme', 'http://example.com/'],
  ['no host', 'mongodb://'],
  ['the operator’s environment', 'env:MONGODB_URI'],
  ['the operator’s files', 'file:/etc/hostname'],
  ['a socket of the machine', 'mongodb://%2Ftmp%2Fmongodb-27017.sock/'],
  ['a certificate from a file', 'mongodb://db.example.com/?tls=true&tlsCAFile=/etc/passwd'],
  ['a key from a file', 'mongodb://db.example.com/?tlsCertificateKeyFile=/etc/passwd'],
  ['the machine’s identity at AWS', 'mongodb://db.example.com/?authMechanism=MONGODB-AWS'],
  ['the machine’s identity elsewhere', 'mongodb://db.example.com/?authMechanism=MONGODB-OIDC'],
  ['a proxy', 'mongodb://db.example.com/?proxyHost=127.0.0.1'],
  ['a load balancer', 'mongodb://db.example.com/?loadBalanced=true'],
  ['unacknowledged writes', 'mongodb://db.example.com/?w=0'],
  ['as many connections as there are', 'mongodb://db.example.com/?maxPoolSize=0'],
  ['endless waiting', 'mongodb://db.example.com/?serverSelectionTimeoutMS=999999999'],
  ['nonsense', 'mongodb://u:topsecret@db.example.com/?readPreference=all'],
])('%s: 400 that names the field', async (_, wrong) => {
  const { id } = await freshProject();
  const { status, json } = await api('POST', `/groups/${id}/dataSources`, { body: { name: 'orders', uri: wrong } });
  expect([status, json.errorCode, json.parameters]).toEqual([400, 'INVALID_ATTRIBUTE', ['uri']]);
  expect(json.detail).not.toContain('topsecret');
});

test.each([
  ['INVALID_ATTRIBUTE', { name: 'default', uri }],
  ['INVALID_ATTRIBUTE', { name: 'a b', uri }],
  ['INVALID_ATTRIBUTE', { name: 'tasks-abcde.', uri }],
  ['INVALID_ATTRIBUTE', { name: 'tasks-abcde.mongodb-atlas.x', uri }],
  ['INVALID_ATTRIBUTE', { name: '1orders', uri }],
  ['INVALID_ENUM_VALUE', { name: 'orders', uri, readPreference: 'all' }],
  ['MISSING_ATTRIBUTE', { name: 'orders' }],
  ['INVALID_ATTRIBUTE', { name: 'orders', uri, caFile: '/etc/passwd' }],
])('%s: %j', async (errorCode, body) => {
  const { id } = await freshProject();
  const { status, json } = await api('POST', `/groups/${id}/dataSources`, { body });
  expect([status, json.errorCode]).toEqual([400, errorCode]);
});

test('one that is not there, or is another project’s', async () => {
  const path = await freshDataSource();
  const { id } = await freshProject();
  const elsewhere = `/groups/${id}/dataSources/orders`;
  for (const [method, body] of [['GET'], ['PATCH', { uri }], ['DELETE']] as const)
    expect((await api(method, elsewhere, { body })).json).toMatchObject({
      error: 404,
      errorCode: 'DATA_SOURCE_NOT_FOUND',
      parameters: ['orders', id],
    });
  const renamed = await api('PATCH', path, { body: { name: 'other', uri } });
  expect([renamed.status, renamed.json.errorCode]).toEqual([400, 'ATTRIBUTE_READ_ONLY']);
});

test('an Idempotency-Key makes one of many', async () => {
  const { id } = await freshProject();
  const call = { body: { name: 'orders', uri }, headers: { 'idempotency-key': crypto.randomUUID() } };
  const first = await api('POST', `/groups/${id}/dataSources`, call);
  expect((await api('POST', `/groups/${id}/dataSources`, call)).json).toEqual(first.json);
});

test('while mounts use it, it stays: of both at once, one goes through', async () => {
  const path = await freshDataSource();
  const mounts = path.replace('/dataSources/orders', '/mounts');
  const database = `inuse_${process.pid}_${Date.now().toString(36)}`;
  const body = { database, dataSource: 'orders', overrides: true, auth: 'none' };
  const [opened, deleted] = await Promise.all([api('POST', mounts, { body }), api('DELETE', path)]);
  expect([
    [201, 409],
    [404, 200],
  ]).toContainEqual([opened.status, deleted.status]);
  if (opened.status !== 201) return;
  const inUse = await api('DELETE', path);
  expect([inUse.status, inUse.json.errorCode, inUse.json.parameters]).toEqual([
    409,
    'DATA_SOURCE_IN_USE',
    ['orders', 1],
  ]);
  await api('DELETE', `${mounts}/${opened.json.id}`);
  expect((await api('DELETE', path)).status).toBe(200);
});
