import { deserialize } from 'bson';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { DataSources } from '../../src/mongo/index.ts';
import { bind } from '../../src/rules/expression/bind.ts';
import { evaluate } from '../../src/rules/expression/evaluate.ts';
import { parseExpression } from '../../src/rules/expression/parse-expression.ts';
import { noFindings, Place } from '../../src/rules/place.ts';
import { toQuery } from '../../src/rules/query/to-query.ts';
import { connectToRun, freshNamespace } from '../mongo/databases.ts';
import { expression, userData } from './random-expressions.ts';
import { document } from './random-values.ts';

let sources: DataSources;
const namespace = freshNamespace();
let documents: Record<string, unknown>[];

beforeAll(async () => {
  sources = connectToRun();
  const random = fc.sample(document, { numRuns: 400, seed: 1 }).map((fields, _id) => ({ _id, ...fields }));
  await sources.get('main').insertMany(namespace, random);
  documents = await find({});
});
afterAll(() => sources.close());

// Many questions to a MongoDB that other tests ask as well.
vi.setConfig({ testTimeout: 180_000 });

async function find(filter: Record<string, unknown>): Promise<Record<string, unknown>[]> {
  const { firstBatch } = await sources.get('main').find(namespace, { filter });
  return Object.values(deserialize(firstBatch, { promoteValues: false, bsonRegExp: true }));
}

test('MongoDB and rules agree on which documents an expression holds for', async () => {
  let exactOnes = 0;
  const property = fc.asyncProperty(expression, userData, async (json, custom_data) => {
    const user = { id: 'a', type: 'normal', data: {}, custom_data, identities: [] } as const;
    const parsed = parseExpression(json, new Place(noFindings()), { sees: 'document', name: 'test' });
    const bound = bind(parsed, { context: { user }, reading: true, thisPath: [] });
    const { filter, exact } = toQuery(bound);
    if (exact) exactOnes += 1;
    const decided = documents.filter((root) => evaluate(bound, { root })).map(({ _id }) => Number(_id));
    const found = (await find(filter ?? {})).map(({ _id }) => Number(_id));
    if (exact) expect(found).toEqual(decided);
    else expect(found).toEqual(expect.arrayContaining(decided));
  });
  await fc.assert(property, { numRuns: 1500 });
  expect(exactOnes).toBeGreaterThan(700);
});
