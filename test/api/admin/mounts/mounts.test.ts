import { readFile } from 'node:fs/promises';
import { MongoClient, ObjectId } from 'mongodb';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { admittedKey, api, freshProject, type Json, type KeyPair } from '../../../_harness/admin.ts';
import { makeLoopbackMongod, type LoopbackMongod } from '../../../mongo/loopback-mongod.ts';
import { docdb, everywhere } from './docdb-calls.ts';

let mongod: LoopbackMongod;
let direct: MongoClient;
let group: string;
let orgId: string;

beforeAll(async () => {
  mongod = await makeLoopbackMongod();
  await mongod.start();
  direct = new MongoClient(mongod.uri);
  const project = await freshProject();
  [group, orgId] = [`/groups/${project.id}`, project.orgId];
  await api('POST', `${group}/dataSources`, { body: { name: 'own', uri: mongod.uri } });
});
afterAll(async () => {
  await direct.close();
  await mongod[Symbol.asyncDispose]();
});

let sequence = 0;
const freshDatabase = (): string => `mounted_${process.pid}_${(sequence += 1)}_${Date.now().toString(36)}`;
const users = [{ username: 'web', password: 'correct-horse' }];
const web = ['web', 'correct-horse'] as const;

/** A mount over the project's data source; `overrides` because the tests' service has a mount of everything. */
async function freshMount(body: object = {}): Promise<Json> {
  const all = { database: freshDatabase(), dataSource: 'own', overrides: true, users, ...body };
  const { status, json } = await api('POST', `${group}/mounts`, { body: all });
  expect([status, json.errorCode]).toEqual([201, undefined]);
  return json;
}

describe('a mount', () => {
  test('opens a database of the project’s data source in every process, until it is deleted', async () => {
    const database = freshDatabase();
    const created = await api('POST', `${group}/mounts`, {
      body: { database, dataSource: 'own', overrides: true, users, maxLimit: 10 },
    });
    expect([created.status, created.json]).toMatchObject([
      201,
      {
        path: `/docdb/${database}`,
        database,
        dataSource: 'own',
        auth: 'users',
        methods: ['GET', 'PUT', 'POST', 'PATCH', 'DELETE'],
        defaultLimit: 10,
        maxLimit: 10,
        maxTimeMs: 30_000,
        allowServerSideJavaScript: false,
      },
    ]);
    expect(created.json).not.toHaveProperty('serviceDataSource');
    const mount = new URL(String(created.headers.location)).pathname;
    expect((await api('GET', mount)).json).toEqual(created.json);
    expect((await api('GET', `${group}/mounts`)).text).toContain(created.json.id);
    const path = `/docdb/${database}/things`;
    await everywhere(200, 'GET', path, { as: web });
    expect((await docdb('POST', path, { as: web, body: { _id: 1 } })).status).toBe(201);
    expect(await direct.db(database).collection('things').countDocuments()).toBe(1);
    await everywhere(401, 'GET', path);
    expect((await api('DELETE', mount)).text).toBe('{}');
    await everywhere(401, 'GET', path, { as: web });
    for (const method of ['GET', 'DELETE']) expect((await api(method, mount)).json.errorCode).toBe('MOUNT_NOT_FOUND');
  });

  test('opens what the service itself has, for a GLOBAL_OWNER', async () => {
    const database = freshDatabase();
    const body = { database, collection: 'one', serviceDataSource: 'default', auth: 'none', methods: ['POST', 'GET'] };
    const { status, json } = await api('POST', `${group}/mounts`, { body });
    expect([status, json]).toMatchObject([
      201,
      { serviceDataSource: 'default', auth: 'none', methods: ['GET', 'POST'] },
    ]);
    await everywhere(200, 'GET', `/docdb/${database}/one`);
    expect((await docdb('POST', `/docdb/${database}/one`, { body: { _id: 1 } })).status).toBe(201);
    await everywhere(405, 'DELETE', `/docdb/${database}/one`);
    await everywhere(401, 'GET', `/docdb/${database}/other`);
  });

  test('changes how far it goes, at once', async () => {
    const { id, database } = await freshMount();
    const path = `/docdb/${database}/things`;
    await everywhere(200, 'GET', path, { as: web });
    const current = await api('GET', `${group}/mounts/${id}`);
    const changed = await api('PATCH', `${group}/mounts/${id}`, {
      body: { ...current.json, methods: ['POST'], maxLimit: 2, defaultLimit: 1 },
      headers: { 'if-match': String(current.headers.etag) },
    });
    expect([changed.status, changed.json]).toMatchObject([200, { methods: ['POST'], maxLimit: 2, defaultLimit: 1 }]);
    await everywhere(405, 'GET', path, { as: web });
    const again = { body: { methods: ['GET'] }, headers: { 'if-match': String(current.headers.etag) } };
    expect((await api('PATCH', `${group}/mounts/${id}`, again)).status).toBe(412);
    await api('PATCH', `${group}/mounts/${id}`, { body: { methods: ['GET'], auth: 'none' } });
    await everywhere(200, 'GET', path);
    await api('PATCH', `${group}/mounts/${id}`, { body: { auth: 'users' } });
    await everywhere(401, 'GET', path, { as: web });
    expect((await api('GET', `${group}/mounts/${id}/users`)).json.totalCount).toBe(0);
  });

  test('goes over to another deployment when its data source does', async () => {
    await using second = await makeLoopbackMongod();
    await second.start();
    await api('POST', `${group}/dataSources`, { body: { name: 'moving', uri: mongod.uri } });
    const { database } = await freshMount({ dataSource: 'moving', auth: 'none', users: [] });
    await everywhere(200, 'GET', `/docdb/${database}/things`);
    await docdb('POST', `/docdb/${database}/things`, { body: { _id: 1 } });
    await api('PATCH', `${group}/dataSources/moving`, { body: { uri: second.uri } });
    await everywhere(404, 'GET', `/docdb/${database}/things/1`);
  });

  test('never reaches the service’s own MongoDB through a project’s data source', async () => {
    await api('POST', `${group}/dataSources`, { body: { name: 'inward', uri: inject('mongodbUri') } });
    const { database } = await freshMount({ dataSource: 'inward', auth: 'none', users: [] });
    await everywhere(403, 'GET', `/docdb/${database}/things`);
    expect((await docdb('GET', `/docdb/${database}/things`)).text).toContain('DATABASE_FORBIDDEN');
  });
});

describe('users of a mount', () => {
  test('come, change their password and go', async () => {
    const { id, database } = await freshMount({ users: [] });
    const path = `${group}/mounts/${id}/users`;
    const target = `/docdb/${database}/things`;
    const created = await api('POST', path, { body: { username: 'a/b', password: 'the first one' } });
    expect([created.status, created.json.username, created.json.mountId]).toEqual([201, 'a/b', id]);
    const user = new URL(String(created.headers.location)).pathname;
    expect((await api('GET', user)).json).toEqual(created.json);
    await everywhere(200, 'GET', target, { as: ['a/b', 'the first one'] });
    const { json, headers } = await api('GET', user);
    const ifMatch = { headers: { 'if-match': String(headers.etag) } };
    expect((await api('PATCH', user, { body: { ...json, password: 'the second one' }, ...ifMatch })).status).toBe(200);
    await everywhere(401, 'GET', target, { as: ['a/b', 'the first one'] });
    await everywhere(200, 'GET', target, { as: ['a/b', 'the second one'] });
    expect((await api('DELETE', user, ifMatch)).status).toBe(412);
    expect((await api('GET', path)).json.results.map(({ username }: Json) => username)).toEqual(['a/b']);
    expect((await api('DELETE', user)).text).toBe('{}');
    await everywhere(401, 'GET', target, { as: ['a/b', 'the second one'] });
    const told = (await api('GET', `${group}/events?itemsPerPage=3`)).json.results;
    expect(told.map((event: Json) => [event.eventTypeName, event.mountId, event.targetUsername])).toEqual([
      ['MOUNT_USER_DELETED', id, 'a/b'],
      ['MOUNT_USER_UPDATED', id, 'a/b'],
      ['MOUNT_USER_CREATED', id, 'a/b'],
    ]);
    const log = await readFile(inject('serviceLog'), 'utf8');
    expect((await api('GET', `${group}/events`)).text + log).not.toMatch(/the (first|second) one|\$scrypt/);
  });

  test('of one name there is one, however many ask at once', async () => {
    const { id } = await freshMount({ users: [] });
    const body = { username: 'web', password: 'correct-horse' };
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => api('POST', `${group}/mounts/${id}/users`, { body })),
    );
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.json.errorCode).toBe('MOUNT_USER_ALREADY_EXISTS');
  });

  test('are at most a thousand', async () => {
    const { id } = await freshMount({ users: [] });
    const mounts = new MongoClient(inject('mongodbUri'));
    const full = Array.from({ length: 1000 }, (_, index) => ({ username: `user ${index}`, passwordHash: '$scrypt$' }));
    await mounts
      .db('docgate')
      .collection<{ path: string }>('docdbMounts')
      .updateOne({ path: (await api('GET', `${group}/mounts/${id}`)).json.path }, { $set: { users: full } });
    await mounts.close();
    const { status, json } = await api('POST', `${group}/mounts/${id}/users`, { body: users[0] });
    expect([status, json.errorCode]).toEqual([400, 'MAX_USERS_PER_MOUNT_EXCEEDED']);
    const page = await api('GET', `${group}/mounts/${id}/users?itemsPerPage=2&pageNum=2`);
    expect(page.json).toMatchObject({ results: [{ username: 'user 10' }, { username: 'user 100' }], totalCount: 1000 });
  });

  test('errors', async () => {
    const { id } = await freshMount();
    const path = `${group}/mounts/${id}/users`;
    for (const [method, body] of [['GET'], ['PATCH', { password: 'correct-horse' }], ['DELETE']] as const)
      expect((await api(method, `${path}/nobody`, { body })).json).toMatchObject({
        error: 404,
        errorCode: 'MOUNT_USER_NOT_FOUND',
        parameters: ['nobody', id],
      });
    const renamed = await api('PATCH', `${path}/web`, { body: { username: 'other', password: 'correct-horse' } });
    expect([renamed.status, renamed.json.errorCode]).toEqual([400, 'ATTRIBUTE_READ_ONLY']);
    for (const body of [
      { username: 'a:b', password: 'correct-horse' },
      { username: 'a', password: 'short' },
    ])
      expect((await api('POST', path, { body })).json.errorCode).toBe('INVALID_ATTRIBUTE');
    const open = await freshMount({ auth: 'none', users: [] });
    const refused = await api('POST', `${group}/mounts/${open.id}/users`, { body: users[0] });
    expect([refused.status, refused.json.errorCode]).toEqual([409, 'MOUNT_IS_OPEN_TO_EVERYONE']);
    const none = `${group}/mounts/6512e1b2c3d4e5f601234567/users`;
    for (const [method, target] of [
      ['GET', none],
      ['POST', none],
      ['GET', `${none}/web`],
      ['DELETE', `${none}/web`],
    ] as const)
      expect((await api(method, target, { body: method === 'POST' ? users[0] : undefined })).json.errorCode).toBe(
        'MOUNT_NOT_FOUND',
      );
  });
});

describe('what is refused', () => {
  test.each([
    ['MISSING_ATTRIBUTE', 'dataSource', { database: 'd' }],
    ['MISSING_ATTRIBUTE', 'database', { dataSource: 'own' }],
    ['MISSING_ATTRIBUTE', 'database', { serviceDataSource: 'default', collection: 'c' }],
    ['INVALID_ATTRIBUTE', 'serviceDataSource', { database: 'd', dataSource: 'own', serviceDataSource: 'default' }],
    ['INVALID_ATTRIBUTE', 'serviceDataSource', { database: 'd', serviceDataSource: 'unknown' }],
    ['INVALID_ATTRIBUTE', 'database', { database: 'docgate', serviceDataSource: 'default' }],
    ['INVALID_ATTRIBUTE', 'database', { database: 'DocGate', dataSource: 'own' }],
    ['INVALID_ATTRIBUTE', 'database', { database: 'admin', dataSource: 'own' }],
    ['INVALID_ATTRIBUTE', 'database', { database: 'a b', dataSource: 'own' }],
    ['INVALID_ATTRIBUTE', 'collection', { database: 'd', collection: 'system.users', dataSource: 'own' }],
    ['INVALID_ATTRIBUTE', 'defaultLimit', { database: 'd', dataSource: 'own', defaultLimit: 5, maxLimit: 4 }],
    ['INVALID_ATTRIBUTE', 'users', { database: 'd', dataSource: 'own', auth: 'none', users }],
    ['INVALID_ATTRIBUTE', 'users', { database: 'd', dataSource: 'own', users: [...users, ...users] }],
    ['INVALID_ENUM_VALUE', 'methods.0', { database: 'd', dataSource: 'own', methods: ['TRACE'] }],
  ])('%s %s: %j', async (errorCode, attribute, body) => {
    const { status, json } = await api('POST', `${group}/mounts`, { body });
    expect([status, json.errorCode, json.parameters]).toEqual([400, errorCode, [attribute]]);
  });

  test('a data source that is not there', async () => {
    const body = { database: freshDatabase(), dataSource: 'nothing', overrides: true };
    const { status, json } = await api('POST', `${group}/mounts`, { body });
    expect([status, json.errorCode]).toEqual([404, 'DATA_SOURCE_NOT_FOUND']);
  });

  test('a path that is taken: by this project, by another one, or by the config file', async () => {
    const { database, path } = await freshMount();
    const other = `/groups/${(await freshProject()).id}`;
    await api('POST', `${other}/dataSources`, { body: { name: 'own', uri: mongod.uri } });
    for (const [place, body] of [
      [group, { database, dataSource: 'own' }],
      [other, { database, dataSource: 'own', overrides: true }],
    ] as const) {
      const { status, json } = await api('POST', `${place}/mounts`, { body: { ...body, overrides: true } });
      expect([status, json.errorCode, json.parameters]).toEqual([409, 'MOUNT_ALREADY_EXISTS', [path]]);
    }
    const everything = await api('POST', `${group}/mounts`, { body: { serviceDataSource: 'default' } });
    expect([everything.status, everything.json.parameters]).toEqual([409, ['/docdb']]);
  });

  test('another scope or data source for a mount that is there, and limits that do not fit', async () => {
    const { id } = await freshMount({ maxLimit: 10 });
    for (const body of [{ database: 'other' }, { collection: 'c' }, { serviceDataSource: 'default' }])
      expect((await api('PATCH', `${group}/mounts/${id}`, { body: { methods: ['GET'], ...body } })).json).toMatchObject(
        {
          error: 400,
          errorCode: 'ATTRIBUTE_READ_ONLY',
          parameters: Object.keys(body),
        },
      );
    const limits = await api('PATCH', `${group}/mounts/${id}`, { body: { maxLimit: 9 } });
    expect([limits.status, limits.json.errorCode, limits.json.parameters]).toEqual([
      400,
      'INVALID_ATTRIBUTE',
      ['defaultLimit'],
    ]);
    expect((await api('PATCH', `${group}/mounts/${id}`, { body: {} })).json.errorCode).toBe('MISSING_ATTRIBUTES');
  });

  test('more mounts, and more data sources, than a project may have', async () => {
    const { id } = await freshProject();
    const groupId = new ObjectId(id);
    const store = new MongoClient(inject('mongodbUri'));
    const many = (count: number, fields: (index: number) => object) =>
      Array.from({ length: count }, (_, index) => ({ groupId, ...fields(index) }));
    const db = store.db('docgate');
    await db.collection('dataSources').insertMany(many(100, (index) => ({ name: `source${index}` })));
    await db.collection('docdbMounts').insertMany(many(500, (index) => ({ path: `/docdb/full/${id}/${index}` })));
    for (const [path, body, errorCode] of [
      ['dataSources', { name: 'own', uri: mongod.uri }, 'MAX_DATA_SOURCES_PER_GROUP_EXCEEDED'],
      ['mounts', { database: freshDatabase(), serviceDataSource: 'default' }, 'MAX_MOUNTS_PER_GROUP_EXCEEDED'],
    ] as const) {
      const { status, json } = await api('POST', `/groups/${id}/${path}`, { body });
      expect([status, json.errorCode]).toEqual([400, errorCode]);
    }
    await api('DELETE', `/groups/${id}`);
    expect(await db.collection('docdbMounts').countDocuments({ groupId })).toBe(0);
    await store.close();
  });

  test('the mount of another project', async () => {
    const { id } = await freshMount();
    const other = `/groups/${(await freshProject()).id}/mounts/${id}`;
    for (const [method, body] of [['GET'], ['PATCH', { methods: ['GET'] }], ['DELETE']] as const)
      expect((await api(method, other, { body })).json).toMatchObject({ error: 404, errorCode: 'MOUNT_NOT_FOUND' });
    expect((await api('GET', `${group}/mounts/nothing`)).json.errorCode).toBe('MOUNT_NOT_FOUND');
  });
});

describe('who may open what', () => {
  let owner: KeyPair;
  beforeAll(async () => {
    owner = await admittedKey(orgId, ['ORG_MEMBER'], { [group.slice(8)]: ['GROUP_OWNER'] });
  });

  test('an owner of the project opens nothing of the service, and nothing within the paths of others', async () => {
    const database = freshDatabase();
    const own = { database, dataSource: 'own' };
    for (const [status, errorCode, body] of [
      [403, 'ATTRIBUTE_NEEDS_ROLE', { database, serviceDataSource: 'default' }],
      [403, 'ATTRIBUTE_NEEDS_ROLE', { serviceDataSource: 'default' }],
      [403, 'ATTRIBUTE_NEEDS_ROLE', { ...own, overrides: true }],
      [403, 'ATTRIBUTE_NEEDS_ROLE', { ...own, overrides: false }],
      [409, 'MOUNT_OVERLAPS', own],
    ] as const) {
      const { json } = await api('POST', `${group}/mounts`, { as: owner, body });
      expect([json.error, json.errorCode]).toEqual([status, errorCode]);
    }
  });

  test('an owner of the organization does not, either', async () => {
    const as = await admittedKey(orgId, ['ORG_OWNER']);
    const body = { database: freshDatabase(), serviceDataSource: 'default' };
    expect((await api('POST', `${group}/mounts`, { as, body })).json.errorCode).toBe('ATTRIBUTE_NEEDS_ROLE');
  });

  test('what a GLOBAL_OWNER has opened of the service gets users and is deleted by the project, but not widened', async () => {
    const body = { database: freshDatabase(), serviceDataSource: 'default', methods: ['GET'] };
    const { json } = await api('POST', `${group}/mounts`, { body });
    const path = `${group}/mounts/${json.id}`;
    const widened = await api('PATCH', path, { as: owner, body: { methods: ['GET', 'DELETE'] } });
    expect([widened.status, widened.json.errorCode, widened.json.parameters]).toEqual([
      403,
      'ATTRIBUTE_NEEDS_ROLE',
      ['serviceDataSource', 'GLOBAL_OWNER'],
    ]);
    expect((await api('PATCH', path, { body: { methods: ['GET', 'DELETE'] } })).status).toBe(200);
    expect((await api('POST', `${path}/users`, { as: owner, body: users[0] })).status).toBe(201);
    expect((await api('DELETE', path, { as: owner })).status).toBe(200);
  });

  test('users are also the affair of a GROUP_DATA_ACCESS_ADMIN, from an address on the key’s list', async () => {
    const { id } = await freshMount({ users: [] });
    const path = `${group}/mounts/${id}/users`;
    const inProject = { [group.slice(8)]: ['GROUP_DATA_ACCESS_ADMIN'] };
    expect(
      (await api('POST', path, { as: await admittedKey(orgId, ['ORG_MEMBER'], inProject), body: users[0] })).status,
    ).toBe(201);
    const { json } = await api('POST', path, {
      as: { ...owner, ...(await admittedKey(orgId, ['ORG_MEMBER'])) },
      body: users[0],
    });
    expect(json.errorCode).toBe('NOT_IN_GROUP');
  });
});
