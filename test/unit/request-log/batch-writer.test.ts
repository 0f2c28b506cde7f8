import { afterEach, expect, test, vi } from 'vitest';
import { BatchWriter } from '../../../src/request-log/batch-writer.ts';

vi.useFakeTimers();
afterEach(() => vi.clearAllTimers());

/** A writer to an array that can be told to fail, or to wait. */
function open({ capacity = 10, batchSize = 3, mostTries = 2 } = {}) {
  const written: number[][] = [];
  const lost = { full: 0, failed: 0 };
  const troubles: unknown[] = [];
  const way: { failure?: Error; gate?: Promise<void> } = {};
  const writer = new BatchWriter<number>({
    async write(batch) {
      await way.gate;
      if (way.failure !== undefined) throw way.failure;
      written.push([...batch]);
    },
    capacity,
    batchSize,
    everyMs: 1000,
    mostTries,
    onLost: (count, reason) => {
      lost[reason] += count;
    },
    onTrouble: (error) => troubles.push(error),
  });
  const add = (...items: number[]): void => items.forEach((item) => writer.add(item));
  return { writer, add, written, lost, troubles, way };
}

test('a whole batch at once, the rest with the clock', async () => {
  const { add, written } = open();
  add(1, 2, 3, 4);
  await vi.advanceTimersByTimeAsync(0);
  expect(written).toEqual([[1, 2, 3]]);
  await vi.advanceTimersByTimeAsync(1000);
  expect(written).toEqual([[1, 2, 3], [4]]);
});

test('what is slower than its intake loses the oldest that wait, and counts them', async () => {
  const { add, written, lost, way } = open({ capacity: 4 });
  const { promise, resolve } = Promise.withResolvers<void>();
  way.gate = promise;
  add(1, 2, 3);
  add(4, 5, 6, 7, 8, 9);
  expect(lost).toEqual({ full: 2, failed: 0 });
  resolve();
  await vi.advanceTimersByTimeAsync(1000);
  expect(written).toEqual([[1, 2, 3], [6, 7, 8], [9]]);
});

test('a batch that fails comes again, and is given up in the end', async () => {
  const { add, written, lost, troubles, way } = open();
  way.failure = new Error('away');
  add(1, 2, 3, 4);
  await vi.advanceTimersByTimeAsync(0);
  delete way.failure;
  await vi.advanceTimersByTimeAsync(1000);
  expect(written).toEqual([[1, 2, 3]]);
  expect(troubles).toEqual([new Error('away'), undefined]);
  await vi.advanceTimersByTimeAsync(1000);
  expect(written).toEqual([[1, 2, 3], [4]]);
  way.failure = new Error('away again');
  add(5);
  await vi.advanceTimersByTimeAsync(2000);
  expect(lost).toEqual({ full: 0, failed: 1 });
  delete way.failure;
  add(6);
  await vi.advanceTimersByTimeAsync(1000);
  expect(written.at(-1)).toEqual([6]);
});

test('in trouble it is tried by the clock alone', async () => {
  const { add, troubles, way, written } = open({ mostTries: 100, capacity: 100 });
  way.failure = new Error('away');
  add(1, 2, 3);
  await vi.advanceTimersByTimeAsync(0);
  for (let item = 4; item < 50; item++) add(item);
  await vi.advanceTimersByTimeAsync(0);
  delete way.failure;
  await vi.advanceTimersByTimeAsync(0);
  expect(written).toEqual([]);
  expect(troubles).toHaveLength(1);
});

test('closing writes all that waits', async () => {
  const { writer, add, written } = open();
  add(1, 2, 3, 4, 5, 6, 7);
  await writer.close();
  expect(written.flat()).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(vi.getTimerCount()).toBe(0);
});

test('closing in trouble ends, and counts what is lost', async () => {
  const { writer, add, lost, way } = open({ mostTries: 100 });
  way.failure = new Error('away');
  add(1, 2, 3, 4, 5, 6, 7);
  await writer.close();
  expect(lost).toEqual({ full: 0, failed: 7 });
});
