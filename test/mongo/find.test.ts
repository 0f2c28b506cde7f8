import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BSON, type DataSource, type DataSources, type FindResult, type Namespace } from '../../src/mongo/index.ts';
import { connectToRun, fill, freshNamespace } from './databases.ts';

const routes: [string, Record<string, string>][] = [
  ['the find command', {}],
  ['the cursor of the driver', { readPreference: 'secondaryPreferred' }],
];

describe.each(routes)('find by %s', (_route, options) => {
  let sources: DataSources;
  let source: DataSource;
  let namespace: Namespace;

  beforeAll(async () => {
    sources = connectToRun(options);
    source = sources.get('main');
    namespace = freshNamespace();
    await fill(source, namespace, 2500);
  });
  afterAll(() => sources.close());

  it('gives all documents in batches, each a raw BSON array', async () => {
    const result = await source.find(namespace, { filter: {}, sort: { _id: 1 } });
    expect(result.exhausted).toBe(false);
    const batches = await batchesOf(result);
    expect(batches.map((batch) => batch.length)).toEqual([1000, 1000, 500]);
    expect(idsOf(batches)).toEqual(Array.from({ length: 2500 }, (_, index) => index));
    await noCursorIsOpen(source, namespace);
  });

  it('needs one batch where a limit asks for no more, and leaves no cursor', async () => {
    for (const limit of [1, 2, 100, 1000]) {
      const result = await source.find(namespace, { filter: {}, limit });
      expect(result.exhausted).toBe(true);
      expect((await batchesOf(result)).map(({ length }) => length)).toEqual([limit]);
    }
    await noCursorIsOpen(source, namespace);
  });

  it('keeps to a limit beyond one batch', async () => {
    const result = await source.find(namespace, { filter: {}, limit: 1200 });
    expect((await batchesOf(result)).flat()).toHaveLength(1200);
  });

  it('honours filter, sort, skip, projection and collation', async () => {
    const words = freshNamespace();
    await source.insertMany(words, [{ _id: 'b' }, { _id: 'A' }, { _id: 'c', more: 1 }]);
    const caseless = { locale: 'en', strength: 2 };
    const sorted = await source.find(words, { filter: {}, sort: { _id: 1 }, collation: caseless, skip: 1, limit: 2 });
    expect(idsOf(await batchesOf(sorted))).toEqual(['b', 'c']);
    const projected = await source.find(words, { filter: { _id: 'c' }, projection: { _id: 0, more: 1 }, limit: 1 });
    expect((await batchesOf(projected)).flat()).toEqual([{ more: 1 }]);
  });

  it('answers an empty array where nothing matches', async () => {
    const result = await source.find(freshNamespace(), { filter: {} });
    expect(result.exhausted).toBe(true);
    expect(await batchesOf(result)).toEqual([[]]);
  });

  it('kills the cursor on close, which may come again', async () => {
    const result = await source.find(namespace, { filter: {}, batchSize: 10 });
    await result.close();
    await result.close();
    await noCursorIsOpen(source, namespace);
  });

  it('kills the cursor when the reader leaves early', async () => {
    const result = await source.find(namespace, { filter: {}, batchSize: 10 });
    for await (const _ of result.rest()) break;
    await noCursorIsOpen(source, namespace);
  });

  it('kills the cursor when the signal aborts, and rejects with its reason', async () => {
    const controller = new AbortController();
    const reason = new Error('the client has gone');
    const result = await source.find(namespace, { filter: {}, batchSize: 10 }, controller.signal);
    controller.abort(reason);
    await expect(batchesOf(result)).rejects.toBe(reason);
    await noCursorIsOpen(source, namespace);
  });

  it('stops a query under way when the signal aborts, and harms nobody else', async () => {
    const controller = new AbortController();
    const reason = new Error('the client has gone');
    const $where = 'sleep(100); return false';
    const slow = source.find(namespace, { filter: { $where } }, controller.signal).catch((error: unknown) => error);
    await eventually(async () => expect(await operationsOn(source, namespace)).toHaveLength(1));
    controller.abort(reason);
    expect(await slow).toBe(reason);
    await eventually(async () => expect(await operationsOn(source, namespace)).toEqual([]));
    expect(await source.count(namespace, {})).toBe(2500);
  });

  it('leaves nothing on the server when clients go right after they came', async () => {
    const reason = new Error('the client has gone');
    const gone = Array.from({ length: 20 }, async (_, index) => {
      const controller = new AbortController();
      const query = { filter: index % 4 === 0 ? { $where: 'sleep(100); return false' } : {}, batchSize: 10 };
      const found = source.find(namespace, query, controller.signal).then(batchesOf);
      if (index % 2 === 1) await sleep(index / 3);
      controller.abort(reason);
      await expect(found).rejects.toBe(reason);
    });
    await Promise.all(gone);
    await noCursorIsOpen(source, namespace);
    expect(await source.count(namespace, {})).toBe(2500);
  });

  it('stops a further batch under way when the signal aborts', async () => {
    const controller = new AbortController();
    const reason = new Error('the client has gone');
    const slow = { filter: { $where: 'if (this._id > 20) sleep(100); return true' }, batchSize: 10 };
    const result = await source.find(namespace, slow, controller.signal);
    const batches = batchesOf(result).catch((error: unknown) => error);
    await eventually(async () => expect(await operationsOn(source, namespace)).toMatchObject([{ op: 'getmore' }]));
    controller.abort(reason);
    expect(await batches).toBe(reason);
    await noCursorIsOpen(source, namespace);
  });

  it('does nothing for a signal that has aborted before', async () => {
    const reason = new Error('too late');
    await expect(source.find(namespace, { filter: {} }, AbortSignal.abort(reason))).rejects.toBe(reason);
    await expect(source.count(namespace, {}, {}, AbortSignal.abort(reason))).rejects.toBe(reason);
    await expect(source.ping(AbortSignal.abort(reason))).rejects.toBe(reason);
  });

  it('tells of a cursor that the server has dropped', async () => {
    const result = await source.find(namespace, { filter: {}, batchSize: 10 });
    const [operation] = await operationsOn(source, namespace);
    const db = await source.database(namespace.database);
    await db.command({ killCursors: namespace.collection, cursors: [operation?.['cursor'].cursorId] });
    await expect(batchesOf(result)).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
  });

  it('stops at the time that it may take', async () => {
    const slow = source.find(namespace, { filter: { $where: 'sleep(50); return true' }, maxTimeMs: 30 });
    await expect(slow).rejects.toMatchObject({ code: 'DATABASE_TIMEOUT', status: 504 });
  });

  it('passes on what MongoDB says of a wrong filter', async () => {
    const wrong = source.find(namespace, { filter: { a: { $nonsense: 1 } } });
    await expect(wrong).rejects.toMatchObject({ code: 'INVALID_OPERATION', detail: 'unknown operator: $nonsense' });
  });
});

async function batchesOf(result: FindResult): Promise<BSON.Document[][]> {
  const batches = [documentsOf(result.firstBatch)];
  for await (const batch of result.rest()) batches.push(documentsOf(batch));
  return batches.filter((batch, index) => batch.length > 0 || index === 0);
}

function idsOf(batches: BSON.Document[][]): unknown[] {
  return batches.flat().map(({ _id }): unknown => _id);
}

function documentsOf(array: Buffer): BSON.Document[] {
  return Object.values(BSON.deserialize(array)) as BSON.Document[];
}

async function operationsOn(source: DataSource, { database, collection }: Namespace): Promise<BSON.Document[]> {
  const admin = await source.database('admin');
  const ns = `${database}.${collection}`;
  const stages = [{ $currentOp: { allUsers: true, idleCursors: true } }, { $match: { ns } }];
  return admin.aggregate(stages).toArray();
}

async function noCursorIsOpen(source: DataSource, namespace: Namespace): Promise<void> {
  await eventually(async () => expect(await operationsOn(source, namespace)).toEqual([]));
}

async function eventually(check: () => Promise<void>): Promise<void> {
  await expect.poll(() => check().then(() => 'so'), { timeout: 10_000, interval: 20 }).toBe('so');
}
