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

it('is fit for reads and inserts at once', async () => {
  const other = freshNamespace();
  const numbers = Array.from({ length: 100 }, (_, index) => index);
  const work = numbers.flatMap((n) => [source.insertOne(other, { _id: n }), read(n)]);
  await Promise.all(work);
  expect(await source.count(other, {})).toBe(100);
  await (await source.database(other.database)).dropDatabase();
});
