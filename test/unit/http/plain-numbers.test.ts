import { expect, test } from 'vitest';
import { withPlainNumbers } from '../../../src/http/plain-numbers.ts';

test.each([
  [
    { limit: { $numberInt: '10' }, skip: { $numberLong: '2' } },
    { limit: 10, skip: 2 },
  ],
  [{ limit: { $numberDouble: '10.0' } }, { limit: 10 }],
  [{ limit: { $numberDouble: '1.5' } }, { limit: 1.5 }],
])('%j', (body, expected) => {
  expect(withPlainNumbers(body)).toEqual(expected);
});

test.each([
  [{ filter: { a: { $numberInt: '1' } }, pipeline: [{ $limit: { $numberInt: '1' } }] }],
  [{ limit: { $numberInt: 10 } }],
  [{ limit: { $numberInt: 'ten' } }],
  [{ limit: { $numberDouble: 'Infinity' } }],
  [{ limit: { $numberInt: '1', $numberLong: '1' } }],
  [[{ $numberInt: '1' }]],
  ['text'],
  [null],
])('%j stays as it is', (body) => {
  expect(withPlainNumbers(body)).toBe(body);
});
