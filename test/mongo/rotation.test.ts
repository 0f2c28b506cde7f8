import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { createDataSources, type DataSource, type DataSources, type Namespace } from '../../src/mongo/index.ts';
import { drain, fill, freshNamespace, textLike } from './databases.ts';
import { makeLoopbackMongod, type LoopbackMongod } from './loopback-mongod.ts';

let mongod: LoopbackMongod;
let admin: MongoClient;
let folder: string;
let sources: DataSources | undefined;

beforeAll(async () => {
  mongod = await makeLoopbackMongod(['--auth']);
  await mongod.start();
  folder = await mkdtemp(join(tmpdir(), 'docgate-secrets-'));
  const first = new MongoClient(mongod.uri);
  await first.db('admin').command({ createUser: 'root', pwd: 'root', roles: ['root'] });
  await first.close();
  admin = new MongoClient(`mongodb://root:root@${mongod.host}/`);
});
afterEach(() => sources?.close());
afterAll(async () => {
  await admin.close();
  await mongod[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

let sequence = 0;

async function userWith(password: string): Promise<string> {
  const user = `user${(sequence += 1)}`;
  await admin.db('admin').command({ createUser: user, pwd: password, roles: ['readWriteAnyDatabase'] });
  return user;
}

function uriOf(user: string, password: string): string {
  return `mongodb://${user}:${password}@${mongod.host}/?authSource=admin&serverSelectionTimeoutMS=1000`;
}

function connectByFile(file: string, checkSecretsEveryMs: number): DataSources {
  return createDataSources([{ name: 'turning', uri: `file:${file}` }], { checkSecretsEveryMs });
}

it('reads the file again when the servers refuse the credentials, before it gives up', async () => {
  const user = await userWith('old');
  const file = join(folder, 'on-failure');
  await writeFile(file, uriOf(user, 'wrong'));
  sources = connectByFile(file, 3_600_000);
  const source = sources.get('turning');
  await expect(source.ping()).rejects.toMatchObject({
    code: 'DATABASE_UNAVAILABLE',
    detail: textLike(/^((?!auth).)*$/i),
  });
  await writeFile(file, `${uriOf(user, 'old')}\n`);
  const namespace = freshNamespace();
  await Promise.all(Array.from({ length: 20 }, () => source.insertOne(namespace, {})));
  expect(await source.count(namespace, {})).toBe(20);
});

it('goes over to the new client, and closes the old one when the work on it has ended normally', async () => {
  const [old, next] = [await userWith('old'), await userWith('next')];
  const source = await connectAndRotate(old, next, async (before) => {
    const namespace = freshNamespace();
    await fill(before, namespace, 100);
    const reading = await before.find(namespace, { filter: {}, batchSize: 10 });
    const body = 'function() { sleep(10); return true }';
    const counting = before.count(namespace, { $expr: { $function: { body, args: [], lang: 'js' } } });
    return async () => {
      expect(await counting).toBe(100);
      expect((await drain(reading.rest())).length).toBeGreaterThan(0);
      expect(await before.count(namespace, {})).toBe(100);
    };
  });
  await expect.poll(() => connectionsOf(old), { timeout: 10_000 }).toBe(0);
  await source.ping();
});

it('leaves a database that was handed out usable', async () => {
  const [old, next] = [await userWith('old'), await userWith('next')];
  await connectAndRotate(old, next, async (before) => {
    const db = await before.database(freshNamespace().database);
    return async () => {
      expect(await db.collection('things').countDocuments()).toBe(0);
    };
  });
});

/** Begins work as one user, turns the secret to another, and ends the work. */
async function connectAndRotate(
  old: string,
  next: string,
  begin: (source: DataSource) => Promise<() => Promise<void>>,
): Promise<DataSource> {
  const file = join(folder, old);
  await writeFile(file, uriOf(old, 'old'));
  sources = connectByFile(file, 20);
  const source = sources.get('turning');
  const end = await begin(source);
  await writeFile(file, uriOf(next, 'next'));
  const connected = async () => {
    await source.ping();
    return connectionsOf(next);
  };
  await expect.poll(connected, { timeout: 10_000 }).toBeGreaterThan(0);
  expect(await connectionsOf(old)).toBeGreaterThan(0);
  await end();
  return source;
}

it('keeps what it has when the file goes away or holds nonsense', async () => {
  const user = await userWith('old');
  const file = join(folder, 'nonsense');
  await writeFile(file, uriOf(user, 'old'));
  sources = connectByFile(file, 10);
  await sources.get('turning').ping();
  await writeFile(file, 'nonsense');
  await new Promise((resolve) => setTimeout(resolve, 100));
  await sources.get('turning').ping();
  await rm(file);
  await new Promise((resolve) => setTimeout(resolve, 100));
  await sources.get('turning').ping();
});

it('ends its own cursors and reads without a privilege for that', async () => {
  const user = await userWith('old');
  sources = createDataSources([{ name: 'plain', uri: uriOf(user, 'old') }]);
  const source = sources.get('plain');
  const namespace = freshNamespace();
  await fill(source, namespace, 1000);
  const controller = new AbortController();
  const slow = { filter: { $where: 'sleep(100); return false' } };
  const running = source.find(namespace, slow, controller.signal).catch(() => 'gone');
  const idle = await source.find(namespace, { filter: {}, batchSize: 10 });
  await expect.poll(() => operationsOn(namespace), { timeout: 10_000 }).toBe(2);
  controller.abort();
  expect(await running).toBe('gone');
  await idle.close();
  await expect.poll(() => operationsOn(namespace), { timeout: 10_000 }).toBe(0);
});

it('says that the data source forbids it, and nothing more', async () => {
  const user = `reader${Date.now()}`;
  await admin.db('admin').command({ createUser: user, pwd: 'p', roles: ['readAnyDatabase'] });
  sources = createDataSources([{ name: 'readable', uri: uriOf(user, 'p') }]);
  const failed = sources.get('readable').insertOne(freshNamespace(), {});
  await expect(failed).rejects.toMatchObject({
    code: 'DATABASE_FORBIDDEN',
    status: 403,
    detail: 'The data source "readable" does not allow this operation to the user that this service connects as.',
  });
});

async function connectionsOf(user: string): Promise<number> {
  const stages = [
    { $currentOp: { allUsers: true, idleConnections: true } },
    { $match: { 'effectiveUsers.user': user } },
  ];
  return (await admin.db('admin').aggregate(stages).toArray()).length;
}

async function operationsOn({ database, collection }: Namespace): Promise<number> {
  const stages = [
    { $currentOp: { allUsers: true, idleCursors: true } },
    { $match: { ns: `${database}.${collection}` } },
  ];
  return (await admin.db('admin').aggregate(stages).toArray()).length;
}
