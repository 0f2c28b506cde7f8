import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkExpression, checkRuleSet, InvalidRulesError, parseRuleSet } from '../../../src/rules/index.ts';

interface Case {
  readonly name: string;
  readonly rules: unknown;
  /** Severity, JSON pointer, message. */
  readonly faults: readonly (readonly [string, string, string])[];
}

const file = new URL('../../corpus/rules/faults.json', import.meta.url);
const cases = JSON.parse(readFileSync(file, 'utf8')) as readonly Case[];

test.each(cases)('$name', ({ rules, faults }) => {
  const found = checkRuleSet(rules);
  expect(found.map(({ severity, pointer, message }) => [severity, pointer, message])).toEqual(faults);
  for (const { mend } of found) expect(mend).not.toBe('');
});

test.each(cases)('what has errors is not compiled: $name', ({ rules, faults }) => {
  const hasErrors = faults.some(([severity]) => severity === 'error');
  if (hasErrors) expect(() => parseRuleSet(rules)).toThrow(InvalidRulesError);
  else expect(() => parseRuleSet(rules)).not.toThrow();
});

test('conditions outside rules see no document', () => {
  expect(checkExpression({ '%%user.type': 'server' })).toEqual([]);
  expect(checkExpression({})).toEqual([]);
  expect(checkExpression({ owner: '%%user.id' })).toMatchObject([
    { pointer: '/owner', message: 'The condition cannot depend on a document.' },
  ]);
});

test('an expression that nests without end', () => {
  let expression: unknown = { a: 1 };
  for (let depth = 0; depth < 40; depth++) expression = { '%and': [expression] };
  expect(checkExpression({ '%%true': expression })[0]?.message).toBe('The condition cannot depend on a document.');
  for (let depth = 0; depth < 40; depth++) expression = { '%and': [expression] };
  expect(checkExpression(expression)).toMatchObject([{ message: expect.stringContaining('nest') }]);
});
