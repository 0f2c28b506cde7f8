import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { toBson } from '../../../src/bson/index.ts';
import {
  parseRuleSet,
  planDelete,
  planInsert,
  planUpdate,
  RuleRefusal,
  type RuleSettings,
} from '../../../src/rules/index.ts';
import { contextOf } from './user.ts';

type Document = Record<string, unknown>;

/** `refused`: before anything is found. `not found`: as if the document were not there. */
type Verdict = 'permitted' | 'denied' | 'refused' | 'not allowed' | 'stage not allowed' | 'not readable' | 'not found';

interface Table {
  readonly name: string;
  readonly rules: unknown;
  readonly system?: boolean;
  readonly inserts?: readonly Write[];
  readonly updates?: readonly Write[];
  readonly deletes?: readonly Write[];
}

interface Write {
  readonly is: Verdict;
  readonly reason?: string;
  readonly settings?: RuleSettings;
  readonly static?: boolean;
  readonly filter?: Document;
  readonly document?: Document;
  readonly update?: Document;
  readonly replacement?: Document;
  readonly arrayFilters?: readonly Document[];
  readonly upsert?: boolean;
  readonly before?: Document;
  readonly after?: Document;
}

const file = new URL('../../corpus/rules/writes.json', import.meta.url);
const tables = JSON.parse(readFileSync(file, 'utf8')) as readonly Table[];

const verdicts: Readonly<Record<string, Verdict>> = {
  OperatorNotAllowed: 'not allowed',
  StageNotAllowed: 'stage not allowed',
  FieldNotReadable: 'not readable',
};

/** What becomes of a write, and why. */
function outcome(plan: () => () => Verdict): { readonly is: Verdict; readonly reason?: string } {
  let decide: (() => Verdict) | undefined;
  try {
    decide = plan();
    return { is: decide() };
  } catch (error) {
    if (!(error instanceof RuleRefusal)) throw error;
    return { is: verdicts[error.code] ?? (decide === undefined ? 'refused' : 'denied'), reason: error.reason };
  }
}

describe.each(tables)('$name', ({ rules, system, inserts = [], updates = [], deletes = [] }) => {
  const ruleSet = parseRuleSet(rules);
  const context = contextOf({}, system === true ? 'system' : 'normal');
  const named = (writes: readonly Write[]) => writes.map((write) => [JSON.stringify(write), bson(write)] as const);

  test.each(named(inserts))('insert %s', (_text, { document = {}, is, reason, settings }) => {
    const found = outcome(() => {
      const { check } = planInsert(ruleSet, context, settings);
      return () => (check(document), 'permitted');
    });
    expect(found).toMatchObject({ is, ...(reason && { reason }) });
  });

  test.each(named(updates))('update %s', (_text, write) => {
    const { filter = {}, update, replacement, arrayFilters, upsert, before = {}, after = {}, settings } = write;
    const found = outcome(() => {
      const plan = planUpdate(ruleSet, context, { filter, update, replacement, arrayFilters, upsert }, settings);
      expect(plan.static).toBe(write.static);
      return () =>
        plan.finds(before) ? (plan.checkBefore(before), plan.checkAfter(before, after), 'permitted') : 'not found';
    });
    expect(found).toMatchObject({ is: write.is, ...(write.reason && { reason: write.reason }) });
  });

  test.each(named(deletes))('delete %s', (_text, write) => {
    const { document = {}, filter = {}, settings } = write;
    const found = outcome(() => {
      const plan = planDelete(ruleSet, context, filter, settings);
      expect(plan.static).toBe(write.static);
      return () => (plan.finds(document) ? (plan.check(document), 'permitted') : 'not found');
    });
    expect(found).toMatchObject({ is: write.is, ...(write.reason && { reason: write.reason }) });
  });
});

function bson(write: Write): Write {
  return toBson(write) as Write;
}
