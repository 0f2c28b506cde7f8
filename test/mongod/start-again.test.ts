import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { processStart } from '../../src/mongod/process-identity.ts';
import { startTestMongod } from '../_harness/mongod.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'docgate-again-'));
const recordFile = join(dataDir, 'mongod', 'mongod.json');

/** Runs something with a client of a started MongoDB, and stops both. */
async function started<T>(work: (client: MongoClient, port: number) => Promise<T>, folder = dataDir): Promise<T> {
  await using mongod = await startTestMongod(folder);
  await using client = new MongoClient(mongod.uri);
  return await work(client, mongod.port);
}

beforeAll(async () => {
  await started(async (client) => await client.db('test').collection('things').insertOne({ kept: true }));
});

afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

test('data and port outlast a stop', async () => {
  const { port } = JSON.parse(readFileSync(recordFile, 'utf8')) as { port: number };
  await started(async (client, again) => {
    expect(again).toBe(port);
    expect(await client.db('test').collection('things').findOne()).toMatchObject({ kept: true });
  });
});

test('with the port taken it moves, and the replica set with it', async () => {
  const { port } = JSON.parse(readFileSync(recordFile, 'utf8')) as { port: number };
  // It closes what connects: mongod asks its old address whether that is itself, and would wait 30 s for one that is silent.
  const squatter = createServer((socket) => socket.destroy()).listen(port, '127.0.0.1');
  await once(squatter, 'listening');
  await started(async (client, other) => {
    expect(other).not.toBe(port);
    const things = client.db('test').collection('things');
    await client.withSession(async (session) => {
      await session.withTransaction(async () => await things.insertOne({ moved: true }, { session }));
    });
    await using changes = things.watch();
    await changes.tryNext();
    await things.insertOne({ seen: true });
    expect(await changes.next()).toMatchObject({ operationType: 'insert', fullDocument: { seen: true } });
  }).finally(() => squatter.close());
});

test('data written by a newer mongod are not opened, and still name it afterwards', async () => {
  const record = readFileSync(recordFile, 'utf8');
  writeFileSync(recordFile, JSON.stringify({ ...(JSON.parse(record) as object), version: '99.0.0' }));
  await expect(startTestMongod(dataDir)).rejects.toThrow(
    /last written by mongod 99\.0\.0[^]*--mongod PATH.* 99\.0 or newer/,
  );
  expect(readFileSync(recordFile, 'utf8')).toContain('99.0.0');
  writeFileSync(recordFile, record);
});

test('data of an older series are raised to the present one, so that the next can open them', async () => {
  const version = { getParameter: 1, featureCompatibilityVersion: 1 };
  await started(async (client) => await client.db('admin').command({ setFeatureCompatibilityVersion: '5.0' }));
  const raised = await started(async (client) => await client.db('admin').command(version));
  expect(raised['featureCompatibilityVersion']).not.toMatchObject({ version: '5.0' });
});

test('a password that does not fit is reported with the file', async () => {
  const passwordFile = join(dataDir, 'mongod', 'password');
  const password = readFileSync(passwordFile, 'utf8');
  writeFileSync(passwordFile, 'another');
  await expect(startTestMongod(dataDir)).rejects.toThrow(/mongod\/password\) does not open[^]*Restore the file/);
  writeFileSync(passwordFile, password);
});

test('a first start that was cut short is done over', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'docgate-half-'));
  mkdirSync(join(folder, 'mongod', 'db'), { recursive: true });
  writeFileSync(join(folder, 'mongod', 'initialising'), '');
  writeFileSync(join(folder, 'mongod', 'db', 'WiredTiger.turtle'), 'half a file');
  const write = started(async (client) => await client.db('test').collection('things').insertOne({}), folder);
  await expect(write).resolves.toMatchObject({ acknowledged: true });
  rmSync(folder, { recursive: true, force: true });
});

test('a mongod left over by a killed service is stopped first, and what it acknowledged is there', async () => {
  const script = join(import.meta.dirname, 'write-until-killed.ts');
  const service = spawn(process.execPath, [script, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  const { orphan, acknowledged } = await killAfter(service, 50);
  expect(processStart(orphan)).toBeDefined();
  await started(async (client) => {
    expect(processStart(orphan)).toBeUndefined();
    const kept = await client.db('test').collection('orphan').countDocuments();
    expect(kept).toBeGreaterThanOrEqual(acknowledged);
  });
});

/** Reads `pid N` and the numbers of acknowledged writes, and kills the service at one of them. */
async function killAfter(service: ChildProcess, writes: number): Promise<{ orphan: number; acknowledged: number }> {
  let orphan = 0;
  let acknowledged = 0;
  if (service.stdout === null) throw new Error('no output');
  const exited = once(service, 'exit');
  for await (const line of createInterface({ input: service.stdout })) {
    if (line.startsWith('pid ')) orphan = Number(line.slice(4));
    else acknowledged = Number(line);
    if (acknowledged === writes) service.kill('SIGKILL');
  }
  await exited;
  return { orphan, acknowledged };
}
