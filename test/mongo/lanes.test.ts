import { afterAll, beforeAll, expect, it } from 'vitest';
import { firstDocument } from '../../src/bson/index.ts';
import { BSON, type DataSource, type DataSources } from '../../src/mongo/index.ts';
import { connectToRun, fill, freshNamespace } from './databases.ts';

const namespace = freshNamespace();
let sources: DataSources;
let source: DataSource;

beforeAll(async () => {
  sources = connectToRun({ maxPoolSize: '2' });
  source = sources.get('main');
  await fill(source, namespace, 300);
});
afterAll(async () => {
  await (await source.database(namespace.database)).dropDatabase();
  await sources.close();
});

/** The driver clears it when it has lost a connection. */
function poolOf(client: object): { clear(): void } {
  const { topology } = client as { topology: { s: { servers: Map<string, { pool: { clear(): void } }> } } };
  const [server] = topology.s.servers.values();
  if (server === undefined) throw new Error('not connected');
  return server.pool;
}

async function read(_id: unknown): Promise<unknown> {
  const { firstBatch } = await source.find(namespace, { filter: { _id }, limit: 1 });
  const bytes = firstDocument(firstBatch);
  return bytes && BSON.deserialize(bytes)['_id'];
}

it('answers many reads at once over few connections, each with its own', async () => {
  const ids = Array.from({ length: 300 }, (_, index) => index);
  expect(await Promise.all(ids.map(read))).toEqual(ids);
});

it('lets in who takes the driver’s way before all who came later', async () => {
  const ended: string[] = [];
  const db = await source.database(namespace.database);
  const note = (what: string) => () => void ended.push(what);
  const reads = Array.from({ length: 300 }, (_, index) => read(index).then(note('read')));
  await Promise.all([...reads, db.command({ ping: 1 }).then(note('ping'))]);
  expect(ended).toHaveLength(301);
  expect(ended.indexOf('ping')).toBeLessThan(150);
});

it('lets in who takes the driver’s way before slow reads that came later', async () => {
  const ended: string[] = [];
  const note = (what: string) => () => void ended.push(what);
  const slow = { filter: { _id: 1, $where: 'sleep(100) || true' } };
  const reads = Array.from({ length: 10 }, () => source.find(namespace, slow).then(note('read')));
  const db = await source.database(namespace.database);
  await Promise.all([...reads, db.command({ ping: 1 }).then(note('ping'))]);
  expect(ended.indexOf('ping')).toBeLessThan(5);
});

it('goes on after commands that fail', async () => {
  const wrong = Array.from({ length: 50 }, () =>
    source.find(namespace, { filter: { $no: 1 } }).catch((error: unknown) => error),
  );
  for (const error of await Promise.all(wrong)) expect(error).toMatchObject({ code: 'INVALID_OPERATION' });
  expect(await read(7)).toBe(7);
});

it('finds no more for a value that is undefined than for null', async () => {
  expect(await read(undefined)).toBeUndefined();
  const { firstBatch } = await source.find(namespace, { filter: { group: undefined } });
  expect(firstDocument(firstBatch)).toBeUndefined();
});

it('tells who waits when the pool is cleared', async () => {
  const one = connectToRun({ maxPoolSize: '1', retryReads: 'false' });
  const main = one.get('main');
  await main.ping();
  const { client } = await main.database('admin');
  const ended: string[] = [];
  const slow = main.find(namespace, { filter: { _id: 1, $where: 'sleep(500) || true' } });
  const first = slow.then(() => ended.push('slow'));
  await new Promise((resolve) => setTimeout(resolve, 100));
  const waiting = main.find(namespace, { filter: { _id: 1 } });
  const second = waiting.catch(({ code }: { code: unknown }) => ended.push(String(code)));
  poolOf(client).clear();
  await Promise.all([first, second]);
  expect(ended).toEqual(['DATABASE_UNAVAILABLE', 'slow']);
  await one.close();
});

it('is fit for reads and inserts at once', async () => {
  const other = freshNamespace();
  const numbers = Array.from({ length: 100 }, (_, index) => index);
  const work = numbers.flatMap((n) => [source.insertOne(other, { _id: n }), read(n)]);
  await Promise.all(work);
  expect(await source.count(other, {})).toBe(100);
  await (await source.database(other.database)).dropDatabase();
});
