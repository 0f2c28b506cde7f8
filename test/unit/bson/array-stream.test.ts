import { describe, expect, it } from 'vitest';
import type { BatchSource } from '../../../src/bson/index.ts';
import { streamArray, writeArray } from '../../../src/bson/index.ts';
import { BSON } from '../../../src/mongo/index.ts';

const options = { mode: 'json' } as const;

function batch(...ids: number[]): Uint8Array {
  return BSON.serialize(Object.fromEntries(ids.map((_id, index) => [index, { _id }])));
}

/** Batches as from a cursor: counts what was asked for, fails after the last one if told so, knows whether it was closed. */
function cursor(batches: readonly Uint8Array[], failure?: Error) {
  const seen = { asked: 0, closed: 0 };
  async function* read(): AsyncGenerator<Uint8Array> {
    for (const item of batches) {
      seen.asked += 1;
      yield item;
    }
    if (failure !== undefined) throw failure;
  }
  const source: BatchSource = {
    batches: read(),
    close: async () => {
      seen.closed += 1;
    },
  };
  return { source, seen };
}

async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts).toString();
}

describe.each([
  [[], '[]'],
  [[batch()], '[]'],
  [[batch(1)], '[{"_id":1}]'],
  [[batch(1, 2), batch(3)], '[{"_id":1},{"_id":2},{"_id":3}]'],
  [[batch(), batch(1), batch(), batch(2), batch()], '[{"_id":1},{"_id":2}]'],
])('batches make one array (%#)', (batches, text) => {
  it('in one piece', () => {
    expect(writeArray(batches, options).toString()).toBe(text);
  });

  it('in chunks', async () => {
    expect(await textOf(streamArray(cursor(batches).source, options))).toBe(text);
  });
});

it('makes one array of a batch that is several chunks', async () => {
  const ids = Array.from({ length: 20_000 }, (_, id) => id);
  const stream = streamArray(cursor([batch(...ids), batch(...ids)]).source, options);
  expect(JSON.parse(await textOf(stream))).toEqual([...ids, ...ids].map((_id) => ({ _id })));
});

it('asks for one batch ahead, and for no more', async () => {
  const { source, seen } = cursor([batch(1), batch(2), batch(3), batch(4)]);
  const chunks = streamArray(source, options)[Symbol.asyncIterator]();
  await chunks.next();
  await chunks.next();
  await new Promise((resolve) => setImmediate(resolve));
  expect(seen.asked).toBe(2);
});

it('throws when a batch fails, and never writes the closing bracket', async () => {
  const failure = new Error('the cursor is gone');
  const parts: string[] = [];
  const reading = (async () => {
    const stream = streamArray(cursor([batch(1), batch(2)], failure).source, options);
    for await (const chunk of stream) parts.push(Buffer.from(chunk).toString());
  })();
  await expect(reading).rejects.toBe(failure);
  expect(parts.join('')).toBe('[{"_id":1},{"_id":2}');
});

it.each([0, 1, 2])('closes the source when the reader leaves after %i chunks', async (chunks) => {
  const { source, seen } = cursor([batch(1), batch(2), batch(3)]);
  const iterator = streamArray(source, options)[Symbol.asyncIterator]();
  for (let at = 0; at < chunks; at++) await iterator.next();
  await iterator.return?.();
  expect(seen.closed).toBe(1);
  expect((await iterator.next()).done).toBe(true);
});
