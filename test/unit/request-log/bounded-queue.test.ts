import { expect, test } from 'vitest';
import { BoundedQueue } from '../../../src/request-log/bounded-queue.ts';

test('first in, first out', () => {
  const queue = new BoundedQueue<number>(3);
  for (const item of [1, 2, 3]) expect(queue.push(item)).toBe(false);
  expect(queue.size).toBe(3);
  expect(queue.take(2)).toEqual([1, 2]);
  expect(queue.take(2)).toEqual([3]);
  expect(queue.take(2)).toEqual([]);
});

test('a full one lets the oldest go', () => {
  const queue = new BoundedQueue<number>(3);
  const made = [1, 2, 3, 4, 5].map((item) => queue.push(item));
  expect(made).toEqual([false, false, false, true, true]);
  expect(queue.size).toBe(3);
  expect(queue.take(9)).toEqual([3, 4, 5]);
});

test('goes round and round', () => {
  const queue = new BoundedQueue<number>(4);
  const out: number[] = [];
  for (let item = 0; item < 100; item += 2) {
    queue.push(item);
    queue.push(item + 1);
    out.push(...queue.take(2));
  }
  expect(out).toEqual(Array.from({ length: 100 }, (_, item) => item));
});
