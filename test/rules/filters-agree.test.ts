import { BSONRegExp, BSONSymbol, EJSON } from 'bson';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { DataSources } from '../../src/mongo/index.ts';
import { parseRuleSet, planRead } from '../../src/rules/index.ts';
import { connectToRun, freshNamespace } from '../mongo/databases.ts';
import { contextOf } from '../unit/rules/user.ts';
import { document, path } from './random-values.ts';
import { documentsOf, type Found, runRead } from './run-plan.ts';

/** What PCRE and RE2 both understand, and alike once line ends and spaces are PCRE's. */
const patterns = [
  '^a a$ A é . ^.$ ^..$ b a|b ^[^a] \\$ (a+)+$ \\bb ^a.b \\pL\\W b\\z ^a\\s*b$',
  '\\s ^\\S*$ [\\s]b [^\\S] [^\\s]$ [\\S]$ a[\\s-]b [[:space:]]b []\\s$]b [a$]$ \\Qa$\\E|b$ ^(a$|b) (a|(b$))$',
  '^$ ^b?$ (?m)^$ (?m)a$ (?m:a$|x)|b$ (?i:A)$ (?m-m)a$ (?:(?m)b|a$)|ab$ \\$$|b$',
].flatMap((line) => line.split(' '));
const allOptions = ['', 'i', 'm', 's', 'im'];
const options = fc.constantFrom(...allOptions);
const source = fc.constantFrom(...patterns);
const written = fc.tuple(source, options);
const pattern = written.map(([text, flags]) => new BSONRegExp(text, flags));
const plain = fc.constantFrom<unknown>(1, true, 'a', 'b', { $gt: 'a' }, { $lte: 1 }, { $exists: true }, { $ne: 'a' });
const members = fc.tuple(
  pattern,
  fc.array(fc.oneof(pattern, fc.constantFrom<unknown>('b', 1, '😀')), { maxLength: 2 }),
);

const onlyPatterns = fc.oneof<fc.Arbitrary<unknown>[]>(
  pattern,
  written.map(([$regex, $options]) => ({ $regex, $options })),
  pattern.map(($regex) => ({ $regex })),
  pattern.map(($not) => ({ $not })),
  fc
    .tuple(fc.constantFrom('$in', '$nin', '$all'), fc.array(pattern, { minLength: 1, maxLength: 2 }))
    .map(([name, items]) => ({ [name]: items })),
);
const withOthers = fc.oneof<fc.Arbitrary<unknown>[]>(
  written.map(([$regex]) => ({ $regex, $ne: 'a' })),
  written.map(([$regex]) => ({ $not: { $regex, $exists: true } })),
  fc.tuple(fc.constantFrom('$in', '$nin', '$all'), members).map(([name, [one, more]]) => ({ [name]: [one, ...more] })),
  plain,
);
/** Beside patterns there are no positions in lists but in the patterns' own names. */
const withoutPosition = path.map((name) => name.replaceAll(/\.\d/g, ''));
const entry = fc
  .oneof(
    { arbitrary: fc.tuple(path, onlyPatterns), weight: 2 },
    { arbitrary: fc.tuple(withoutPosition, withOthers), weight: 1 },
  )
  .map(([name, test_]) => ({ [name]: test_ }));
const { conditions } = fc.letrec<{ conditions: Found }>((tie) => ({
  conditions: fc.oneof(
    { maxDepth: 2 },
    entry,
    fc
      .tuple(fc.constantFrom('$and', '$or', '$nor'), fc.array(tie('conditions'), { minLength: 1, maxLength: 3 }))
      .map(([name, parts]) => ({ [name]: parts })),
  ),
}));
/** What only MongoDB decides, beside a pattern or several. */
const natives = fc.constantFrom<Found>(
  {},
  {},
  { a: null },
  { b: { $size: 2 } },
  { c: { $elemMatch: { $gt: 0 } } },
  { $nor: [{ a: { $type: 'string' } }] },
  { a: { $in: [null, 'a'] } },
  { b: { $nin: [null, 1] } },
  { a: { $all: [null] } },
  { a: { $gte: null } },
  { $nor: [{ b: { $lte: null } }] },
);
const query = fc.tuple(conditions, natives).map(($and) => ({ $and }));

const texts = [
  'a\nb',
  'ab\n',
  'a\n\n',
  '\n',
  '',
  'a\vb',
  'b\v\n',
  'ab',
  'Ab',
  'aaaa!',
  'a b',
  'éa',
  new BSONSymbol('ab'),
  new BSONRegExp('^a', ''),
  ['ab', 1],
  [['ab']],
];

let sources: DataSources;
const namespace = freshNamespace();

beforeAll(async () => {
  sources = connectToRun();
  const random = [
    ...fc.sample(document, { numRuns: 400, seed: 3 }),
    ...texts.flatMap((text) => [{ a: text }, { a: { b: text } }, { a: [{ b: text }, text] }, { b: text, c: 'a' }]),
  ];
  await sources.get('main').insertMany(
    namespace,
    random.map((fields, _id) => ({ _id, ...fields })),
  );
});
afterAll(() => sources.close());

// Many questions to a MongoDB that other tests ask as well.
vi.setConfig({ testTimeout: 180_000 });

async function agreed(given: Found) {
  const filter = JSON.parse(EJSON.stringify({ name: 'f', query: given }, { relaxed: false })) as unknown;
  const rules = parseRuleSet({ roles: [{ name: 'all', apply_when: {}, read: true }], filters: [filter] });
  const plan = planRead(rules, contextOf(), {});
  const found = await runRead(sources.get('main'), namespace, plan);
  const { firstBatch } = await sources.get('main').find(namespace, { filter: given });
  expect(found).toEqual(documentsOf(firstBatch));
  expect(EJSON.stringify(plan.filter)).not.toMatch(/\$regex|\$regularExpression/);
  return { plan, found };
}

test.each(patterns)('what %s leaves out is what MongoDB leaves out by the same query', async (pattern_) => {
  for (const $options of allOptions) await agreed({ a: { $not: { $regex: pattern_, $options } } });
});

test('filters with patterns find what MongoDB finds by the same query, which never gets a pattern', async () => {
  const tally = { query: 0, documents: 0, found: 0 };
  const property = fc.asyncProperty(query, async (given) => {
    const { plan, found } = await agreed(given);
    tally[plan.see === undefined ? 'query' : 'documents'] += 1;
    tally.found += found.length;
  });
  await fc.assert(property, { numRuns: 1000 });
  expect(tally.documents).toBeGreaterThan(500);
  expect(tally.query).toBeGreaterThan(20);
  expect(tally.found).toBeGreaterThan(1000);
});
