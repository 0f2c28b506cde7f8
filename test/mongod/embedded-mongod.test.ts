import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EmbeddedMongod, type MongodState } from '../../src/mongod/index.ts';
import { processStart } from '../../src/mongod/process-identity.ts';
import { startTestMongod } from '../_harness/mongod.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'docgate-embedded-'));
const states: MongodState[] = [];
let mongod: EmbeddedMongod;
let client: MongoClient;

beforeAll(async () => {
  mongod = await startTestMongod(dataDir, { onStateChange: (state) => states.push(state) });
  client = new MongoClient(mongod.uri);
});

afterAll(async () => {
  await client?.close();
  await mongod?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

test('it is a replica set on the loopback interface, of the version that it says', async () => {
  const hello = await client.db('admin').command({ hello: 1 });
  expect(hello).toMatchObject({ setName: 'docgate', isWritablePrimary: true, hosts: [`127.0.0.1:${mongod.port}`] });
  expect(await client.db('admin').command({ buildInfo: 1 })).toMatchObject({ version: mongod.version });
  expect(await client.db('admin').command({ getCmdLineOpts: 1 })).toMatchObject({
    parsed: {
      net: { bindIp: '127.0.0.1', unixDomainSocket: { enabled: false } },
      security: { authorization: 'enabled' },
    },
  });
});

test('nobody reads, writes or makes users without the password', async () => {
  const anonymous = new MongoClient(`mongodb://127.0.0.1:${mongod.port}/?directConnection=true`);
  const refused = { code: 13 };
  await expect(anonymous.db('test').collection('things').findOne()).rejects.toMatchObject(refused);
  await expect(anonymous.db('test').collection('things').insertOne({})).rejects.toMatchObject(refused);
  const createUser = { createUser: 'intruder', pwd: 'x', roles: ['root'] };
  await expect(anonymous.db('admin').command(createUser)).rejects.toMatchObject(refused);
  await anonymous.close();
});

test('its files are for their owner only, and the record says how to recognise the process', () => {
  const files = readdirSync(join(dataDir, 'mongod'), { withFileTypes: true });
  for (const file of files) {
    const { mode } = statSync(join(file.parentPath, file.name));
    expect(`${file.name} ${(mode & 0o777).toString(8)}`).toBe(`${file.name} ${file.isDirectory() ? '700' : '600'}`);
  }
  expect(files.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['db', 'docgate.lock', 'keyfile', 'mongod.json', 'mongod.log', 'password']),
  );
  const { version, port, pid } = mongod;
  const process = { pid, start: processStart(pid) };
  const record: unknown = JSON.parse(readFileSync(join(dataDir, 'mongod', 'mongod.json'), 'utf8'));
  expect(record).toMatchObject({ version, port, process });
});

test('its connection string carries transactions and change streams', async () => {
  const things = client.db('test').collection<{ _id: number }>('things');
  const changes = things.watch();
  const change = changes.next();
  // A stream begins with its first reply; without this the insert could come before it.
  await client.db('test').createCollection('things');
  await client.withSession(async (session) => {
    await session.withTransaction(async () => await things.insertOne({ _id: 1 }, { session }));
  });
  await things.insertOne({ _id: 2 });
  expect(await change).toMatchObject({ operationType: expect.stringMatching(/insert|create/) as string });
  await changes.close();
});

test('a second service on the same data directory is refused, with the holder and the mend', async () => {
  await expect(startTestMongod(dataDir)).rejects.toThrow(new RegExp(`in use by .*\\(?${process.pid}[^]*--data-dir`));
  await client.db('admin').command({ ping: 1 });
});

test('killed in mid-write it comes back at the same address with every acknowledged document', async () => {
  const { uri, pid } = mongod;
  const things = client.db('test').collection('killed');
  const acknowledged: number[] = [];
  for (let n = 0; n < 300; n++) {
    if (n === 100) process.kill(pid, 'SIGKILL');
    // The driver tries a write once again; where that came too early it was not acknowledged.
    await things.insertOne({ n }).then(
      () => acknowledged.push(n),
      () => undefined,
    );
  }
  expect(acknowledged.length).toBeGreaterThan(200);
  const kept = new Set((await things.find().toArray()).map((document) => document['n'] as number));
  expect(acknowledged.filter((n) => !kept.has(n))).toEqual([]);
  expect(mongod.uri).toBe(uri);
  expect(mongod.pid).not.toBe(pid);
  expect(states).toEqual(['restarting', 'running']);
});

test('stopped, it leaves neither a process nor a lock', async () => {
  const { pid } = mongod;
  await client.close();
  await Promise.all([mongod.stop(), mongod.stop()]);
  expect(processStart(pid)).toBeUndefined();
  expect(states.at(-1)).toBe('stopped');
  expect(readdirSync(join(dataDir, 'mongod'))).not.toContain('docgate.lock');
});
