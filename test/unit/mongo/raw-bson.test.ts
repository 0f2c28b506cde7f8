import { BSON, Long } from 'mongodb';
import { expect, it } from 'vitest';
import { readCursorReply } from '../../../src/mongo/cursor-reply.ts';
import { batchSizeOf, toFindCommand } from '../../../src/mongo/find-query.ts';
import { toRawArray } from '../../../src/mongo/raw-array.ts';

const raw = (document: object) => Buffer.from(BSON.serialize(document));

it('finds batch and id in a cursor, in any order and beside other fields', () => {
  const batch = [{ a: 1 }, { b: 'two' }];
  const id = Long.fromString('7209837498237498234');
  const extra = { partialResultsReturned: true, postBatchResumeToken: { _data: 'x' }, ns: 'db.c' };
  for (const cursor of [
    { firstBatch: batch, id, ns: 'db.c' },
    { ...extra, id, nextBatch: batch },
  ]) {
    const reply = readCursorReply(raw(cursor));
    expect(reply.id).toBe(7209837498237498234n);
    expect(BSON.deserialize(reply.batch)).toEqual({ 0: { a: 1 }, 1: { b: 'two' } });
  }
});

it('copies nothing', () => {
  const cursor = raw({ firstBatch: [{ a: 1 }], id: Long.ZERO, ns: 'db.c' });
  expect(readCursorReply(cursor).batch.buffer).toBe(cursor.buffer);
});

it('refuses a cursor without a batch', () => {
  expect(() => readCursorReply(raw({ id: Long.ZERO, ns: 'db.c' }))).toThrow(/without batch/);
  expect(() => readCursorReply(raw({ firstBatch: [], id: /x/ }))).toThrow(/type 11/);
});

it('makes one raw array of raw documents', () => {
  for (const count of [0, 1, 10, 11, 1001]) {
    const documents = Array.from({ length: count }, (_, index) => ({ index, text: 'x'.repeat(index % 7) }));
    const array = toRawArray(documents.map((document) => BSON.serialize(document)));
    const whole = raw({ array: documents });
    expect(array.equals(whole.subarray('....\u0004array\u0000'.length, -1))).toBe(true);
  }
});

it('asks for one document more than the limit, so that the server closes the cursor', () => {
  expect(batchSizeOf({})).toBe(1000);
  expect(batchSizeOf({ limit: 0 })).toBe(1000);
  expect(batchSizeOf({ limit: 1000 })).toBe(1001);
  expect(batchSizeOf({ limit: 1001 })).toBe(1000);
  expect(batchSizeOf({ limit: 50, batchSize: 10 })).toBe(10);
});

it('says in the command only what was asked', () => {
  expect(toFindCommand('c', { filter: { a: 1 }, limit: 1 }, undefined)).toEqual({
    find: 'c',
    filter: { a: 1 },
    limit: 1,
    singleBatch: true,
  });
  const query = {
    filter: {},
    sort: { a: 1 },
    projection: { b: 1 },
    skip: 2,
    maxTimeMs: 5,
    collation: { locale: 'en' },
  };
  expect(toFindCommand('c', query, { level: 'majority' })).toEqual({
    find: 'c',
    filter: {},
    sort: { a: 1 },
    projection: { b: 1 },
    skip: 2,
    batchSize: 1000,
    maxTimeMS: 5,
    collation: { locale: 'en' },
    readConcern: { level: 'majority' },
  });
});
