import { EJSON } from 'bson';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { DataSources } from '../../src/mongo/index.ts';
import { parseRuleSet, planRead, type RuleContext, type RuleSet } from '../../src/rules/index.ts';
import { bind } from '../../src/rules/expression/bind.ts';
import { evaluate } from '../../src/rules/expression/evaluate.ts';
import { parseExpression } from '../../src/rules/expression/parse-expression.ts';
import { noFindings, Place } from '../../src/rules/place.ts';
import { connectToRun, freshNamespace } from '../mongo/databases.ts';
import { expression, userData } from './random-expressions.ts';
import { document, fieldName } from './random-values.ts';
import { documentsOf, type Found, runRead } from './run-plan.ts';

interface Node {
  readonly read?: unknown;
  readonly write?: unknown;
  readonly fields?: Readonly<Record<string, Node>> | undefined;
  readonly additional_fields?: Node | undefined;
}

interface Role extends Node {
  readonly name: string;
  readonly apply_when: unknown;
  readonly document_filters?: { readonly read?: unknown; readonly write?: unknown };
}

const sometimes = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
const condition = fc.oneof({ arbitrary: fc.boolean(), weight: 2 }, { arbitrary: expression, weight: 1 });

const { node } = fc.letrec<{ node: Node }>((tie) => ({
  node: fc.record({
    read: sometimes(condition),
    write: sometimes(expression.filter((json) => json !== false)),
    fields: fc.oneof({ maxDepth: 2 }, fc.constant({}), fc.dictionary(fieldName, tie('node'), { maxKeys: 3 })),
    additional_fields: sometimes(fc.record({ read: sometimes(condition) })),
  }),
}));
const role = fc
  .tuple(
    node,
    fc.oneof({ arbitrary: fc.constant({}), weight: 1 }, { arbitrary: expression, weight: 2 }),
    sometimes(fc.record({ read: sometimes(expression), write: sometimes(expression) })),
    fc.boolean(),
  )
  .map(([permissions, apply_when, document_filters, isOpenField]): Omit<Role, 'name'> => {
    const { read, ...byField } = permissions;
    return {
      ...(isOpenField ? byField : { ...byField, read }),
      apply_when,
      ...(document_filters && { document_filters }),
    };
  });
const roles = fc
  .array(role, { minLength: 1, maxLength: 3 })
  .map((all) => all.map((one, index): Role => ({ name: `role${index}`, ...one })));
const projection = fc.constantFrom<Found>(
  {},
  { a: 1 },
  { 'a.b': 1, c: 1, _id: 0 },
  { b: 0 },
  { 'a.b': 0, _id: 0 },
  { _id: 1 },
);

/** As the files of an app hold them. */
function rulesOf(all: readonly Role[]): RuleSet {
  return parseRuleSet(JSON.parse(EJSON.stringify({ roles: all }, { relaxed: false })));
}

/** What one document shows, straight from the rules as they are written. */
function seen(all: readonly Role[], root: Found, context: RuleContext): unknown {
  const holds = (json: unknown): boolean => {
    const parsed = parseExpression(json, new Place(noFindings()), { sees: 'document', name: 'test' });
    return evaluate(bind(parsed, { context, reading: true, thisPath: [] }), { root });
  };
  const decides = ({ read, write }: Node): boolean =>
    (read !== undefined && holds(read)) || (write !== undefined && holds(write));
  const isOpen = (one: Node): boolean => {
    if (decides(one)) return true;
    if (one.read !== undefined) return false;
    const rest = one.additional_fields === undefined ? [] : [one.additional_fields];
    return [...Object.values(one.fields ?? {}), ...rest].some(isOpen);
  };
  const show = (one: Node, value: unknown): unknown => {
    if (decides(one)) return value;
    if (!isOpen(one)) return undefined;
    if (Array.isArray(value)) return value.map((item) => show(one, item)).filter((item) => item !== undefined);
    if (typeof value !== 'object' || value === null || '_bsontype' in value || value instanceof Date) {
      return decides(one.additional_fields ?? {}) ? value : undefined;
    }
    const parts = Object.entries(value).map(([name, part]) => {
      return [
        name,
        show((Object.hasOwn(one.fields ?? {}, name) ? one.fields?.[name] : one.additional_fields) ?? {}, part),
      ];
    });
    return Object.fromEntries(parts.filter(([, part]) => part !== undefined));
  };
  const mine = all.find(({ apply_when }) => holds(apply_when));
  const filters = mine?.document_filters;
  if (mine === undefined) return undefined;
  if (filters && !holds(filters.read ?? true) && !holds(filters.write ?? true)) return undefined;
  return show(mine, root);
}

let sources: DataSources;
const namespace = freshNamespace();
const wholes = freshNamespace();
let documents: Found[];

beforeAll(async () => {
  sources = connectToRun();
  const random = fc.sample(document, { numRuns: 150, seed: 7 }).map((fields, _id) => ({ _id, ...fields }));
  await sources.get('main').insertMany(namespace, random);
  documents = documentsOf((await sources.get('main').find(namespace, { filter: {} })).firstBatch);
});
afterAll(() => sources.close());

// Many questions to a MongoDB that other tests ask as well.
vi.setConfig({ testTimeout: 180_000 });

test('a plan finds and shows what the rules say of each document', async () => {
  const tally = { pushed: 0, seen: 0, found: 0 };
  const property = fc.asyncProperty(roles, userData, async (all, custom_data) => {
    const context: RuleContext = { user: { id: 'a', type: 'normal', data: {}, custom_data, identities: [] } };
    const plan = planRead(rulesOf(all), context, {});
    const found = await runRead(sources.get('main'), namespace, plan);
    const expected = documents.map((root) => seen(all, root, context)).filter((one) => one !== undefined);
    expect(found).toEqual(expected);
    tally[plan.see === undefined ? 'pushed' : 'seen'] += 1;
    tally.found += found.length;
  });
  await fc.assert(property, { numRuns: 700 });
  for (const count of Object.values(tally)) expect(count).toBeGreaterThan(50);
});

test('a projection cuts what is seen as MongoDB would', async () => {
  const property = fc.asyncProperty(roles, projection, async (all, wanted) => {
    const context: RuleContext = { user: { id: 'a', type: 'normal', data: {}, custom_data: {}, identities: [] } };
    const rules = rulesOf(all);
    const cut = await runRead(sources.get('main'), namespace, planRead(rules, context, { projection: wanted }));
    const whole = await runRead(sources.get('main'), namespace, planRead(rules, context, {}));
    expect(cut).toEqual(await cutByMongo(whole, wanted));
  });
  await fc.assert(property, { numRuns: 200 });
});

let copies = 0;

/** Documents without `_id` get one from the driver: it is taken away again. */
async function cutByMongo(whole: readonly Found[], wanted: Found): Promise<Found[]> {
  if (whole.length === 0) return [];
  const copy = { ...wholes, collection: `copy${(copies += 1)}` };
  const hadId = whole.map((one) => Object.hasOwn(one, '_id'));
  await sources.get('main').insertMany(
    copy,
    whole.map((one) => ({ ...one })),
  );
  const { firstBatch } = await sources.get('main').find(copy, { filter: {}, projection: wanted });
  return documentsOf(firstBatch).map(({ _id, ...rest }, index) =>
    hadId[index] && _id !== undefined ? { _id, ...rest } : rest,
  );
}
