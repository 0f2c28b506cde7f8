import { expect, test } from 'vitest';
import { createStrangerLimit } from '../../../src/request-log/stranger-limit.ts';

test('counts a project, and all together, anew each second', () => {
  let now = 0;
  const isTooMany = createStrangerLimit({ ofProject: 2, ofAll: 3 }, () => now);
  expect(['a', 'a', 'a', 'b', 'b', 'c'].map(isTooMany)).toEqual([false, false, true, false, true, true]);
  now = 999;
  expect(isTooMany('c')).toBe(true);
  now = 1000;
  expect(['a', 'b', 'c', 'd'].map(isTooMany)).toEqual([false, false, false, true]);
});
