import { expect, it } from 'vitest';
import { requireNoServerSideJavaScript } from '../../../src/api/docdb/server-side-javascript.ts';
import { openMount } from './mount.ts';
import { problemOf } from './problem-of.ts';

it.each([
  [{ $where: 'true' }, '$where', '/body/filter/$where'],
  [{ $or: [{ a: 1 }, { $where: 'true' }] }, '$where', '/body/filter/$or/1/$where'],
  [{ $expr: { $function: { body: '', args: [], lang: 'js' } } }, '$function', '/body/filter/$expr/$function'],
  [[{ $set: { 'a/b': { $accumulator: {} } } }], '$accumulator', '/body/filter/0/$set/a~1b/$accumulator'],
])('%j is refused', (json, operator, path) => {
  const problem = problemOf(() => requireNoServerSideJavaScript(openMount, json, '/body/filter'));
  expect(problem.code).toBe('OPERATOR_NOT_ALLOWED');
  expect(problem.detail).toContain(operator);
  expect(problem.errors[0]?.path).toBe(path);
});

it('looks at names, not at values', () => {
  requireNoServerSideJavaScript(openMount, { text: '$where', list: ['$function'] }, '/body/filter');
});

it('is up to the mount', () => {
  requireNoServerSideJavaScript({ ...openMount, allowServerSideJavaScript: true }, { $where: '1' }, '/body/filter');
});
