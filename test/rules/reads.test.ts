import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toBson } from '../../src/bson/index.ts';
import type { DataSources, Namespace } from '../../src/mongo/index.ts';
import { parseRuleSet, planRead } from '../../src/rules/index.ts';
import { connectToRun, freshNamespace } from '../mongo/databases.ts';
import { contextOf } from '../unit/rules/user.ts';
import { type Found, refusalOr, runRead } from './run-plan.ts';

interface Table {
  readonly name: string;
  readonly rules: unknown;
  readonly documents: readonly Found[];
  readonly cases: readonly Case[];
}

interface Case {
  readonly filter?: Found;
  readonly projection?: Found;
  readonly sort?: Found;
  readonly user?: Found;
  readonly system?: boolean;
  readonly operators?: readonly string[];
  readonly sees?: readonly Found[];
  /** Whether MongoDB's query decides all, or rules see each document. */
  readonly by?: 'query' | 'documents';
  readonly findsNothing?: boolean;
  readonly refused?: string;
}

const file = new URL('../corpus/rules/reads.json', import.meta.url);
const tables = JSON.parse(readFileSync(file, 'utf8')) as readonly Table[];

let sources: DataSources;
beforeAll(() => {
  sources = connectToRun();
});
afterAll(() => sources.close());

describe.each(tables)('$name', ({ rules, documents, cases }) => {
  let namespace: Namespace;
  const ruleSet = parseRuleSet(rules);

  beforeAll(async () => {
    namespace = freshNamespace();
    await sources.get('main').insertMany(namespace, documents.map(toBson) as Found[]);
  });

  test.each(cases.map((one) => [JSON.stringify(one), one] as const))('%s', async (_text, one) => {
    const context = contextOf(toBson(one.user ?? {}) as Found, one.system === true ? 'system' : 'normal');
    const query = { filter: one.filter, projection: one.projection, sort: one.sort };
    const seen = await refusalOr(async () => {
      const plan = planRead(ruleSet, context, toBson(query) as typeof query, { additionalOperators: one.operators });
      expect(plan.see === undefined ? 'query' : 'documents').toBe(one.by);
      expect(plan.findsNothing).toBe(one.findsNothing ?? false);
      return runRead(sources.get('main'), namespace, plan);
    });
    expect(plain(seen)).toEqual(one.refused === undefined ? one.sees : { refused: one.refused });
  });
});

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
