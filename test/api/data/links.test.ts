/** A data source of an app leads where the project has linked it, at once and without a failed request in between. */
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { api } from '../../_harness/admin.ts';
import { dataApi, deployApp, folder, freshDatabase, openRole, type TestApp } from '../../_harness/data-api.ts';
import { makeLoopbackMongod, type LoopbackMongod } from '../../mongo/loopback-mongod.ts';

const database = freshDatabase();
const source = (name: string) => ({
  [`data_sources/${name}/config.json`]: { name, type: 'mongodb-atlas', config: {} },
  [`data_sources/${name}/default_rule.json`]: { roles: [openRole], filters: [] },
});
const files = folder(
  database,
  {},
  {
    ...source('mongodb-atlas'),
    ...source('archive'),
    'https_endpoints/gen_endpoints_config.json': { versions: ['v1'], run_as_system: true },
  },
);
let mongod: LoopbackMongod;
let direct: MongoClient;
let app: TestApp;

beforeAll(async () => {
  mongod = await makeLoopbackMongod();
  await mongod.start();
  direct = new MongoClient(mongod.uri);
  await direct.db(database).collection<{ _id: string }>('places').insertOne({ _id: 'linked' });
  app = await deployApp(files);
  await dataApi(app, database, 'places')('insertOne', { document: { _id: 'own' } });
});
afterAll(async () => {
  await direct.close();
  await mongod[Symbol.asyncDispose]();
});

const dataSources = (path = '') => `/groups/${app.groupId}/dataSources${path}`;

async function where(dataSource: string): Promise<string> {
  const { status, text, json } = await dataApi(app, database, 'places', { connection: 'close' })('findOne', {
    dataSource,
  });
  expect([status, text]).toEqual([200, expect.any(String)]);
  return json.document._id;
}

/** Every process says so; until then each says what was before, and none fails. */
async function untilAt(dataSource: string, place: string): Promise<void> {
  for (let agreed = 0, asked = 0; agreed < 12; asked += 1) {
    if (asked > 500) throw new Error(`${dataSource} is not at ${place}`);
    agreed = (await where(dataSource)) === place ? agreed + 1 : 0;
  }
}

test('named after the app: that name of that app alone', async () => {
  const name = `${app.appId}.mongodb-atlas`;
  expect(await where('mongodb-atlas')).toBe('own');
  const body = { name, uri: mongod.uri, readPreference: 'nearest' };
  expect((await api('POST', dataSources(), { body })).status).toBe(201);
  await untilAt('mongodb-atlas', 'linked');
  expect(await where('archive')).toBe('own');
  const places = dataApi(app, database, 'written');
  expect((await places('insertOne', { document: { _id: 'x' } })).status).toBe(201);
  expect(await direct.db(database).collection('written').countDocuments()).toBe(1);
  expect((await api('PATCH', dataSources(`/${name}`), { body: { readPreference: 'primary' } })).status).toBe(200);
  await untilAt('mongodb-atlas', 'linked');
  expect((await api('DELETE', dataSources(`/${name}`))).status).toBe(200);
  await untilAt('mongodb-atlas', 'own');
});

test('named as the app calls it: for every app of the project, unless it has one of its own', async () => {
  expect((await api('POST', dataSources(), { body: { name: 'archive', uri: mongod.uri } })).status).toBe(201);
  await untilAt('archive', 'linked');
  expect(await where('mongodb-atlas')).toBe('own');
  expect((await api('DELETE', dataSources('/archive'))).status).toBe(200);
  await untilAt('archive', 'own');
});

test('a link of another project is none', async () => {
  const other = await deployApp(files);
  const body = { name: `${app.appId}.archive`, uri: mongod.uri };
  expect((await api('POST', `/groups/${other.groupId}/dataSources`, { body })).status).toBe(201);
  await untilAt('archive', 'own');
});

test("a link to the service's own MongoDB is refused when it is used", async () => {
  const body = { name: `${app.appId}.archive`, uri: inject('mongodbUri') };
  const { status } = await api('POST', dataSources(), { body });
  expect(status).toBe(201);
  for (let attempt = 0; ; attempt++) {
    const { status: found, json } = await dataApi(app, database, 'places')('findOne', { dataSource: 'archive' });
    if (found === 200 && attempt < 500) continue;
    expect([found, json.document]).toEqual([expect.any(Number), undefined]);
    break;
  }
  await api('DELETE', dataSources(`/${app.appId}.archive`));
});
