import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { DataSource, DataSources, Namespace } from '../../src/mongo/index.ts';
import { Problem } from '../../src/problem/index.ts';
import {
  parseRuleSet,
  planAggregate,
  planDelete,
  planRead,
  planUpdate,
  type RuleSet,
  type UpdateQuery,
} from '../../src/rules/index.ts';
import { connectToRun, freshNamespace } from '../mongo/databases.ts';
import { contextOf } from '../unit/rules/user.ts';
import { documentsOf, type Found, refill, refusalOr, runAggregate, runRead } from './run-plan.ts';

/*
 * Two worlds that differ only in what a user may not see: hidden fields hold other values, and hidden documents are others.
 * Whatever the user asks, both give the same answer: documents, counts, refusals, errors.
 */

const small = fc.constantFrom<unknown>(0, 1, 2, 3, null, 'x', [0, 3]);
const secrets = fc.record({ sec: small, s: small, hasMore: fc.boolean() });
const open = fc.record({
  owner: fc.constantFrom('u1', 'u2'),
  group: fc.integer({ min: 0, max: 2 }),
  pub: small,
  p: small,
});

type Open = typeof open extends fc.Arbitrary<infer Value> ? Value : never;
type Secrets = typeof secrets extends fc.Arbitrary<infer Value> ? Value : never;

function documentOf(_id: number, { owner, group, pub, p }: Open, { sec, s, hasMore }: Secrets): Found {
  const more = hasMore ? { more: 1 } : {};
  return {
    _id,
    owner,
    group,
    pub,
    sec,
    sub: { p, s },
    list: [
      { p, s },
      { s, p: 1 },
    ],
    ...more,
  };
}

interface World {
  readonly rules: unknown;
  /** What of a document is open; the rest may be anything. Undefined: nothing, not even that it is there. */
  readonly opened: (document: Open) => 'all' | 'but secrets' | undefined;
}

const openFields = {
  _id: { read: true, write: true },
  owner: { read: true, write: true },
  group: { read: true },
  pub: { read: true, write: true },
  sub: { fields: { p: { read: true, write: true } } },
  list: { fields: { p: { read: true, write: true } } },
};
const closedFields = {
  sec: {},
  more: {},
  sub: { fields: { s: {} }, additional_fields: { read: true, write: true } },
  list: { fields: { s: {} }, additional_fields: { read: true, write: true } },
};
const isMine = { owner: '%%user.id' };

const worlds: Readonly<Record<string, World>> = {
  'owners see some fields of their own': {
    rules: { roles: [{ name: 'owner', apply_when: isMine, fields: openFields }] },
    opened: ({ owner }) => (owner === 'u1' ? 'but secrets' : undefined),
  },
  'everybody sees all but some fields': {
    rules: {
      roles: [{ name: 'all', apply_when: {}, fields: closedFields, additional_fields: { read: true, write: true } }],
    },
    opened: () => 'but secrets',
  },
  'owners see all, others some fields': {
    rules: {
      roles: [
        { name: 'owner', apply_when: isMine, read: true, write: true, delete: true },
        { name: 'other', apply_when: {}, fields: openFields },
      ],
    },
    opened: ({ owner }) => (owner === 'u1' ? 'all' : 'but secrets'),
  },
  'secrets by group': {
    rules: {
      roles: [
        {
          name: 'all',
          apply_when: isMine,
          fields: {
            ...openFields,
            sec: { read: { group: 1 }, write: { group: 1 } },
            more: { read: { group: 1 } },
            sub: { read: { group: 1 }, fields: { p: { read: true } } },
            list: { write: { group: 1 }, fields: { p: { read: true } } },
          },
        },
      ],
    },
    opened: ({ owner, group }) => (owner === 'u1' ? (group === 1 ? 'all' : 'but secrets') : undefined),
  },
  'a filter hides documents and fields': {
    rules: {
      roles: [{ name: 'all', apply_when: {}, read: true, write: true }],
      filters: [{ name: 'mine', query: isMine, projection: { sec: 0, more: 0, 'sub.s': 0, 'list.s': 0 } }],
    },
    opened: ({ owner }) => (owner === 'u1' ? 'but secrets' : undefined),
  },
  'a filter hides by a pattern': {
    rules: {
      roles: [{ name: 'all', apply_when: {}, read: true, write: true }],
      filters: [
        { name: 'mine', query: { owner: { $regex: '1$' } }, projection: { sec: 0, more: 0, 'sub.s': 0, 'list.s': 0 } },
      ],
    },
    opened: ({ owner }) => (owner === 'u1' ? 'but secrets' : undefined),
  },
  'what MongoDB cannot decide': {
    rules: {
      roles: [
        { name: 'same', apply_when: { '%%root.owner': 'u1', group: { $gte: '%%root.group' } }, fields: openFields },
      ],
    },
    opened: ({ owner }) => (owner === 'u1' ? 'but secrets' : undefined),
  },
};

interface Row {
  readonly open: Open;
  readonly secrets: readonly [Secrets, Secrets];
  /** In the second world, a hidden document is this one, or gone. */
  readonly other: Open | undefined;
}

const rows = fc.array(
  fc.record({ open, secrets: fc.tuple(secrets, secrets), other: fc.option(open, { nil: undefined }) }),
  { minLength: 4, maxLength: 10 },
);

function bothWorlds(given: readonly Row[], { opened }: World): readonly [Found[], Found[]] {
  const first = given.map((row, index) => documentOf(index, row.open, row.secrets[0]));
  const second = given.flatMap((row, index) => {
    const what = opened(row.open);
    if (what === 'all') return [documentOf(index, row.open, row.secrets[0])];
    if (what === 'but secrets') return [documentOf(index, row.open, row.secrets[1])];
    const isHiddenToo = row.other !== undefined && opened(row.other) === undefined;
    return isHiddenToo && row.other !== undefined ? [documentOf(index, row.other, row.secrets[1])] : [];
  });
  return [first, second];
}

const path = fc.constantFrom(
  '_id',
  'owner',
  'group',
  'pub',
  'sec',
  'more',
  'sub',
  'sub.p',
  'sub.s',
  'sub.q',
  'list',
  'list.p',
  'list.s',
  'list.0',
  'list.0.p',
  'list.0.s',
  'list.1.s',
  'none',
);
const openPath = fc.constantFrom('owner', 'group', 'pub', 'sub.p', 'list.p', 'list.0.p');
const named = fc.oneof({ arbitrary: openPath, weight: 3 }, { arbitrary: path, weight: 2 });
const test_ = fc.oneof<fc.Arbitrary<unknown>[]>(
  small,
  fc
    .tuple(fc.constantFrom('$eq', '$ne', '$gt', '$gte', '$lt', '$lte'), small)
    .map(([name, value]) => ({ [name]: value })),
  fc
    .tuple(fc.constantFrom('$in', '$nin', '$all'), fc.array(small, { maxLength: 3 }))
    .map(([name, value]) => ({ [name]: value })),
  fc.boolean().map((there) => ({ $exists: there })),
  fc.constantFrom({ $type: 'array' }, { $size: 2 }, { $mod: [2, 1] }, { $not: { $gt: 1 } }, { $type: 'number' }),
  fc.tuple(fc.constantFrom('p', 's'), small).map(([name, value]) => ({ $elemMatch: { [name]: value } })),
  fc.constantFrom({ p: 1, s: 1 }, { $eq: { p: 1, s: 1 } }, { $in: [{ p: 1, s: 1 }] }, [{ p: 1, s: 1 }]),
);
const { filter } = fc.letrec<{ filter: Found }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 2 },
    fc.dictionary(named, test_, { maxKeys: 2 }),
    fc
      .tuple(fc.constantFrom('$and', '$or', '$nor'), fc.array(tie('filter'), { minLength: 1, maxLength: 2 }))
      .map(([name, parts]) => ({ [name]: parts })),
  ),
}));
const projection = fc.oneof(
  fc.constant(undefined),
  fc
    .tuple(fc.constantFrom(0, 1), fc.uniqueArray(path, { maxLength: 2 }))
    .map(([flag, paths]) => Object.fromEntries(paths.map((name) => [name, flag]))),
  fc.constantFrom<Found>(
    { x: '$sec' },
    { list: { $slice: 1 } },
    { list: { $elemMatch: { s: 1 } } },
    { 'list.$': 1 },
    { x: { $add: ['$sec', 1] } },
  ),
);
const sort = fc.oneof(
  fc.constant(undefined),
  named.map((name) => ({ [name]: 1 })),
);
const read = fc.record({ filter, projection, sort });

const field = path.map((name) => `$${name.replaceAll(/\.\d/g, '')}`);
const computed = fc.oneof(
  field,
  field.map((name) => ({ $ifNull: [name, 'none'] })),
  field.map((name) => ({ $type: name })),
  field.map((name) => ({ $cond: [{ $gt: [name, 1] }, 'more', 'less'] })),
  field.map((name) => ({ $divide: [1, name] })),
  fc.constantFrom<unknown>(
    '$$ROOT',
    { $objectToArray: '$$ROOT' },
    { $getField: 'sec' },
    { $meta: 'indexKey' },
    { $size: '$list' },
    { $bsonSize: '$$ROOT' },
  ),
);
const stage = fc.oneof<fc.Arbitrary<Found>[]>(
  filter.map((query) => ({ $match: query })),
  computed.map((value) => ({ $match: { $expr: { $eq: [value, 1] } } })),
  computed.map((value) => ({ $group: { _id: value, n: { $sum: 1 }, all: { $push: '$$ROOT' } } })),
  computed.map((value) => ({ $project: { x: value } })),
  computed.map((value) => ({ $addFields: { pub: value } })),
  path.map((name) => ({ $sort: { [name]: 1, _id: 1 } })),
  path.map((name) => ({ $unset: name })),
  field.map((name) => ({ $unwind: name })),
  field.map((name) => ({ $sortByCount: name })),
  fc.constantFrom<Found>(
    { $count: 'n' },
    { $limit: 100 },
    { $replaceRoot: { newRoot: '$sub' } },
    { $lookup: { from: 'things', localField: '_id', foreignField: '_id', as: 'all' } },
    { $unionWith: 'things' },
    { $facet: { all: [{ $unionWith: 'things' }] } },
    { $collStats: { count: {} } },
    { $indexStats: {} },
    { $out: 'things2' },
    { $redact: { $cond: [{ $eq: ['$sec', 1] }, '$$KEEP', '$$PRUNE'] } },
  ),
);
const pipeline = fc.array(stage, { minLength: 1, maxLength: 3 });

const change = fc.oneof<fc.Arbitrary<Found>[]>(
  fc
    .tuple(fc.constantFrom('$set', '$max', '$min', '$setOnInsert'), named, small)
    .map(([name, at, value]) => ({ [name]: { [at]: value } })),
  fc.tuple(fc.constantFrom('$inc', '$mul'), named).map(([name, at]) => ({ [name]: { [at]: 1 } })),
  fc
    .tuple(fc.constantFrom('$addToSet', '$push', '$pull'), named, small)
    .map(([name, at, value]) => ({ [name]: { [at]: value } })),
  fc.tuple(named, named).map(([from, to]) => ({ $rename: { [from]: to } })),
  named.map((at) => ({ $unset: { [at]: '' } })),
  named.map((at) => ({ $pop: { [at]: 1 } })),
  fc.constantFrom<Found>(
    { $pull: { list: { s: { $gt: 1 } } } },
    { $set: { 'list.$[].p': 5 } },
    { $set: { sub: { p: 1, s: 1 } } },
    { $push: { list: { $each: [{ p: 1 }], $sort: { s: 1 } } } },
  ),
);
const replacement = fc.record({ owner: fc.constant('u1'), pub: small, sec: small }, { requiredKeys: ['owner'] });
const update = fc.oneof<fc.Arbitrary<UpdateQuery>[]>(
  fc.record({ filter, update: change }),
  fc.record({ filter, replacement }),
  fc.record({ filter, update: computed.map((value) => [{ $set: { pub: value } }]) }),
);

let sources: DataSources;
let source: DataSource;
beforeAll(() => {
  sources = connectToRun();
  source = sources.get('main');
});
afterAll(() => sources.close());

// Many questions to a MongoDB that other tests ask as well.
vi.setConfig({ testTimeout: 180_000 });

/** The answer, a refusal with its text, or MongoDB's error, whose text is shown only where the plan says so. */
async function answerOf<Answer>(ask: () => Promise<Answer>, showsErrors: () => boolean): Promise<unknown> {
  try {
    return await refusalOr(ask);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { code: error.code, ...(showsErrors() && { text: error.message }) };
  }
}

describe.each(Object.entries(worlds))('%s', (_name, world) => {
  const ruleSet: RuleSet = parseRuleSet(world.rules);
  const context = contextOf();

  const namespaces = [freshNamespace(), freshNamespace()] as const;

  async function sameInBoth(given: readonly Row[], ask: (namespace: Namespace) => Promise<unknown>): Promise<void> {
    const both = bothWorlds(given, world);
    await refill(source, namespaces[0], both[0]);
    await refill(source, namespaces[1], both[1]);
    expect(await ask(namespaces[1])).toEqual(await ask(namespaces[0]));
  }

  const everything = (namespace: Namespace) => runRead(source, namespace, planRead(ruleSet, context, {}));

  test('reads tell nothing of what is hidden', async () => {
    const property = fc.asyncProperty(rows, fc.array(read, { minLength: 8, maxLength: 8 }), async (given, queries) => {
      await sameInBoth(given, async (namespace) => {
        const answers: unknown[] = [await everything(namespace)];
        for (const query of queries) {
          let showsErrors = false;
          const ask = async () => {
            const plan = planRead(ruleSet, context, query);
            ({ showsErrors } = plan);
            return runRead(source, namespace, plan);
          };
          answers.push(await answerOf(ask, () => showsErrors));
        }
        return answers;
      });
    });
    await fc.assert(property, { numRuns: 25 });
  });

  test('aggregations tell nothing of what is hidden', async () => {
    const property = fc.asyncProperty(
      rows,
      fc.array(pipeline, { minLength: 8, maxLength: 8 }),
      async (given, pipelines) => {
        await sameInBoth(given, async (namespace) => {
          const answers: unknown[] = [];
          for (const stages of pipelines) {
            let showsErrors = false;
            const ask = async () => {
              const plan = planAggregate(ruleSet, context, stages);
              ({ showsErrors } = plan);
              return sorted(await runAggregate(source, namespace, plan));
            };
            answers.push(await answerOf(ask, () => showsErrors));
          }
          return answers;
        });
      },
    );
    await fc.assert(property, { numRuns: 25 });
  });

  test('updates tell nothing of what is hidden, and do not change it', async () => {
    const property = fc.asyncProperty(rows, update, async (given, query) => {
      await sameInBoth(given, async (namespace) => {
        const before = await allOf(namespace);
        const answer = await answerOf(
          () => runUpdate(namespace, query),
          () => false,
        );
        expectHiddenUnchanged(before, await allOf(namespace));
        return [answer, await everything(namespace)];
      });
    });
    await fc.assert(property, { numRuns: 100 });
  });

  test('deletes tell nothing of what is hidden, and spare it', async () => {
    const property = fc.asyncProperty(rows, filter, async (given, query) => {
      await sameInBoth(given, async (namespace) => {
        const before = await allOf(namespace);
        const answer = await answerOf(
          () => runDelete(namespace, query),
          () => false,
        );
        const left = new Set((await allOf(namespace)).map(({ _id }) => Number(_id)));
        for (const one of before) if (openedOf(one) === undefined) expect(left).toContain(Number(one['_id']));
        return [answer, await everything(namespace)];
      });
    });
    await fc.assert(property, { numRuns: 40 });
  });

  async function allOf(namespace: Namespace): Promise<Found[]> {
    return documentsOf((await source.find(namespace, { filter: {} })).firstBatch);
  }

  /** As a caller of the plans does it, but for the transaction: what it would roll back is put back. */
  async function runUpdate(namespace: Namespace, query: UpdateQuery): Promise<unknown> {
    const plan = planUpdate(ruleSet, context, query);
    const { collation } = plan;
    const operators = query.update ?? {};
    if (plan.static) return source.updateMany(namespace, plan.filter, operators, { ...(collation && { collation }) });
    const backup = await allOf(namespace);
    try {
      const { firstBatch } = await source.find(namespace, { filter: plan.filter, ...(collation && { collation }) });
      const found = documentsOf(firstBatch).filter((document) => plan.finds(document));
      for (const before of found) plan.checkBefore(before);
      for (const before of query.update === undefined ? found.slice(0, 1) : found) {
        const one = { $and: [{ _id: before['_id'] }, query.filter] };
        if (query.replacement) await source.replaceOne(namespace, one, { ...query.replacement });
        else await source.updateOne(namespace, one, operators);
        const [after = {}] = documentsOf((await source.find(namespace, { filter: { _id: before['_id'] } })).firstBatch);
        plan.checkAfter(before, after);
      }
      return { matched: found.length };
    } catch (error) {
      for (const document of backup) await source.replaceOne(namespace, { _id: document['_id'] }, document);
      throw error;
    }
  }

  async function runDelete(namespace: Namespace, query: Found): Promise<unknown> {
    const plan = planDelete(ruleSet, context, query);
    const found = await source.find(namespace, { filter: plan.filter });
    const documents = documentsOf(found.firstBatch).filter((document) => plan.finds(document));
    if (!plan.static) for (const document of documents) plan.check(document);
    for (const { _id } of documents) await source.deleteOne(namespace, { _id });
    return documents.length;
  }

  function openedOf(document: Found): ReturnType<World['opened']> {
    return world.opened({
      owner: document['owner'] === 'u1' ? 'u1' : 'u2',
      group: Number(document['group']),
      pub: 0,
      p: 0,
    });
  }

  function expectHiddenUnchanged(before: readonly Found[], after: readonly Found[]): void {
    const later = new Map(after.map((document) => [Number(document['_id']), document]));
    for (const one of before) {
      const what = openedOf(one);
      const then = later.get(Number(one['_id']));
      if (what === undefined) expect(then).toEqual(one);
      if (what === 'but secrets') expect(hiddenOf(then)).toEqual(hiddenOf(one));
    }
  }
});

function hiddenOf(document: Found | undefined): unknown {
  const sub = document?.['sub'] as Found | undefined;
  return [document?.['sec'], document?.['more'], sub?.['s']];
}

/** Aggregations promise no order, not even of the lists that groups make. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => JSON.stringify(sorted(item))).toSorted();
  if (typeof value !== 'object' || value === null || '_bsontype' in value) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, sorted(part)]));
}
