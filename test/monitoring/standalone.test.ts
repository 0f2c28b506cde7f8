/** On a store without transactions, which goes away and comes back; the same server is the host. */
import { expect, test } from 'vitest';
import { createDataSources, ObjectId } from '../../src/mongo/index.ts';
import { startMonitoring } from '../../src/monitoring/index.ts';
import { createEncryption } from '../../src/secrets/index.ts';
import { createHostPings, createStore } from '../../src/store/index.ts';
import { migrate } from '../../src/store/migrations.ts';
import { makeLoopbackMongod } from '../mongo/loopback-mongod.ts';
import { testMasterKey } from '../store/fresh-store.ts';
import { hostAt } from './host-at.ts';

test('waits for the store, says so once, and goes on', async () => {
  await using mongod = await makeLoopbackMongod();
  await mongod.start();
  const uri = `${mongod.uri}?serverSelectionTimeoutMS=500`;
  const sources = createDataSources([{ name: 'default', uri }]);
  await using stack = new AsyncDisposableStack();
  stack.defer(() => sources.close());
  const db = await sources.get('default').database('monitored');
  await migrate(db);
  const store = createStore(db, { transactions: false });
  const groupId = new ObjectId();
  const host = hostAt(Number(mongod.host.split(':')[1]), { groupId });
  await store.hosts.insertOne(host);

  const lines: string[] = [];
  const log = {
    info: (_: object, line: string) => lines.push(line),
    warn: (_: object, line: string) => lines.push(line),
  };
  const pings = createHostPings({ db, transactions: false, intervalMs: 200 });
  const monitoring = startMonitoring({ pings, log, encryption: createEncryption(await testMasterKey()) });
  stack.defer(() => monitoring.close());
  const read = () => store.hosts.findOne({ _id: host._id });
  // The claim of a ping that was under way runs out after 30 seconds.
  const wait = { timeout: 50_000, interval: 100 };
  await expect.poll(async () => (await read())?.state?.typeName, wait).toBe('STANDALONE');
  expect(await store.clusters.countDocuments()).toBe(0);

  await mongod.kill();
  await expect.poll(() => lines.filter((line) => line.includes('waits for the store')).length, wait).toBe(1);
  const since = new Date();
  await mongod.start();
  await expect.poll(async () => ((await read())?.lastPing ?? 0) > since, wait).toBe(true);
  expect(lines.filter((line) => line.includes('the store is back'))).toHaveLength(1);
  expect(lines.filter((line) => line.includes('waits for the store'))).toHaveLength(1);
}, 120_000);
