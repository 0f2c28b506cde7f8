import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { toBson } from '../../../src/bson/index.ts';
import { holdsForUser, parseUserExpression } from '../../../src/rules/index.ts';
import { bind } from '../../../src/rules/expression/bind.ts';
import { evaluate } from '../../../src/rules/expression/evaluate.ts';
import { parseExpression } from '../../../src/rules/expression/parse-expression.ts';
import { noFindings, Place } from '../../../src/rules/place.ts';
import { contextOf } from './user.ts';

interface Case {
  readonly name: string;
  /** Absent: an empty document. */
  readonly document?: unknown;
  /** Absent: nothing is written, before is after. Null: not there. */
  readonly previous?: unknown;
  /** More custom data. */
  readonly user?: Record<string, unknown>;
  readonly holds: readonly unknown[];
  readonly fails: readonly unknown[];
}

const file = new URL('../../corpus/rules/expressions.json', import.meta.url);
const cases = JSON.parse(readFileSync(file, 'utf8')) as readonly Case[];

describe.each(cases)('$name', ({ document = {}, previous = document, user, holds, fails }) => {
  const context = contextOf(toBson(user ?? {}) as Record<string, unknown>);

  function decide(json: unknown): boolean {
    const findings = noFindings();
    const parsed = parseExpression(toBson(json), new Place(findings), { sees: 'document', name: 'test' });
    expect(findings.faults.filter(({ severity }) => severity === 'error')).toEqual([]);
    const root = toBson(document);
    const prevRoot = toBson(previous ?? undefined);
    return evaluate(bind(parsed, { context, reading: false }), { root, prevRoot, this: root, prev: prevRoot });
  }

  test.each(holds.map((json) => [JSON.stringify(json), json]))('%s holds', (_text, json) => {
    expect(decide(json)).toBe(true);
  });
  test.each(fails.map((json) => [JSON.stringify(json), json]))('%s fails', (_text, json) => {
    expect(decide(json)).toBe(false);
  });
});

test('conditions of a user alone', () => {
  expect(holdsForUser(parseUserExpression({ '%%user.id': 'u1' }), contextOf())).toBe(true);
  expect(holdsForUser(parseUserExpression({ '%%user.id': 'u2' }), contextOf())).toBe(false);
  expect(holdsForUser(parseUserExpression({}), contextOf())).toBe(true);
  expect(holdsForUser(parseUserExpression({ '%function': { name: 'f' } }), contextOf())).toBe(false);
});
