/** Whatever closes a mount does so in the middle of traffic, in every process, and breaks nothing. */
import { request } from 'node:http';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { api, freshProject } from '../../../_harness/admin.ts';
import { basic } from '../../../_harness/client.ts';
import { makeLoopbackMongod, type LoopbackMongod } from '../../../mongo/loopback-mongod.ts';
import { everywhere } from './docdb-calls.ts';
import { traffic, type Answered } from './traffic.ts';

vi.setConfig({ testTimeout: 120_000 });

let mongod: LoopbackMongod;
let direct: MongoClient;

beforeAll(async () => {
  mongod = await makeLoopbackMongod();
  await mongod.start();
  direct = new MongoClient(mongod.uri);
});
afterAll(async () => {
  await direct.close();
  await mongod[Symbol.asyncDispose]();
});

const web = ['web', 'correct-horse'] as const;
let sequence = 0;

async function opened() {
  const { id } = await freshProject();
  const group = `/groups/${id}`;
  await api('POST', `${group}/dataSources`, { body: { name: 'own', uri: mongod.uri } });
  const database = `traffic_${process.pid}_${(sequence += 1)}_${Date.now().toString(36)}`;
  const users = [{ username: web[0], password: web[1] }];
  const { json } = await api('POST', `${group}/mounts`, {
    body: { database, dataSource: 'own', overrides: true, users },
  });
  const path = `/docdb/${database}/things`;
  await everywhere(200, 'GET', path, { as: web });
  return { group, mount: `${group}/mounts/${json.id}`, database, path };
}

/** How long after its answer a change may take to be seen in every process, in milliseconds; it is a few in truth. */
const bound = 5_000;

const accepted = ({ status }: Answered): boolean => status === 201;

test.each([
  ['the project', 401, ({ group }: { group: string }) => api('DELETE', group)],
  ['the mount', 401, ({ mount }: { mount: string }) => api('DELETE', mount)],
  ['its user', 401, ({ mount }: { mount: string }) => api('DELETE', `${mount}/users/web`)],
  [
    'the old password',
    401,
    ({ mount }: { mount: string }) => api('PATCH', `${mount}/users/web`, { body: { password: 'battery-staple' } }),
  ],
  ['the method', 405, ({ mount }: { mount: string }) => api('PATCH', mount, { body: { methods: ['GET'] } })],
])('%s goes: refused everywhere, nothing breaks, nothing acknowledged is lost', async (_, refusal, change) => {
  const place = await opened();
  const running = traffic(place.path, web);
  await running.more(200);
  expect((await change(place)).status).toBe(200);
  const changedAt = performance.now();
  await everywhere(refusal, 'POST', place.path, { as: web, body: { _id: 'never' } });
  await running.more(100);
  const all = await running.stop();
  expect([...new Set(all.map(({ status }) => status))].toSorted((a, b) => a - b)).toEqual([201, refusal]);
  expect(all.filter((one) => accepted(one) && one.startedAt > changedAt + bound)).toEqual([]);
  const things = direct.db(place.database).collection<{ _id: string }>('things');
  const kept = new Set(await things.distinct('_id'));
  expect(all.filter(accepted).filter(({ id }) => !kept.has(id))).toEqual([]);
  expect(kept.size).toBe(all.filter(accepted).length);
});

test('another connection string: requests go on without a break', async () => {
  const place = await opened();
  const running = traffic(place.path, web);
  await running.more(100);
  for (const appName of ['second', 'third']) {
    const uri = `${mongod.uri}?appName=${appName}`;
    expect((await api('PATCH', `${place.group}/dataSources/own`, { body: { uri } })).status).toBe(200);
    await running.more(200);
  }
  const all = await running.stop();
  expect(new Set(all.map(({ status }) => status))).toEqual(new Set([201]));
  expect(await direct.db(place.database).collection('things').countDocuments()).toBe(all.length);
  const stages = [{ $currentOp: { allUsers: true, idleConnections: true } }, { $match: { appName: 'third' } }];
  expect((await direct.db('admin').aggregate(stages).toArray()).length).toBeGreaterThan(0);
});

test('a body that arrives after the mount has gone is not written', async () => {
  const place = await opened();
  const headers = { authorization: basic(...web), 'content-type': 'application/json', 'content-length': 9 };
  const { promise: status, resolve, reject } = Promise.withResolvers<number>();
  const slow = request(
    new URL(place.path, inject('serviceUrl')),
    { method: 'POST', headers, agent: false },
    (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    },
  );
  slow.on('error', reject).write('{"_id":');
  await new Promise((passed) => setTimeout(passed, 300));
  await api('DELETE', place.mount);
  await everywhere(401, 'GET', place.path, { as: web });
  slow.end('1}');
  expect(await status).toBe(401);
  expect(await direct.db(place.database).collection('things').countDocuments()).toBe(0);
});
