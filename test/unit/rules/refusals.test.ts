import { describe, expect, test } from 'vitest';
import {
  chooseRuleSet,
  parseRuleSet,
  planAggregate,
  planInsert,
  planRead,
  planUpdate,
  type RuleSet,
  RuleRefusal,
} from '../../../src/rules/index.ts';
import { contextOf } from './user.ts';

const context = contextOf();
const all = parseRuleSet({ roles: [{ name: 'all', apply_when: {}, read: true, write: true }] });
const some = parseRuleSet({ roles: [{ name: 'some', apply_when: {}, fields: { a: { read: true, write: true } } }] });

function codeOf(ask: () => unknown): string | undefined {
  try {
    ask();
    return undefined;
  } catch (error) {
    if (error instanceof RuleRefusal) return error.code;
    throw error;
  }
}

describe('stages that read elsewhere, write, or look at the server', () => {
  const stages = [
    { $lookup: { from: 'x' } },
    { $graphLookup: {} },
    { $unionWith: 'x' },
    { $facet: { a: [{ $match: {} }] } },
    { $out: 'x' },
    { $merge: 'x' },
    { $collStats: {} },
    { $indexStats: {} },
    { $currentOp: {} },
    { $geoNear: {} },
    { $documents: [] },
    { $changeStream: {} },
    { $listSessions: {} },
    { $planCacheStats: {} },
    { $searchMeta: {} },
    { $vectorSearch: {} },
    { $_internalInhibitOptimization: {} },
    { $unknown: 1 },
    { $match: {}, $out: 'x' },
    {},
  ];
  test.each(stages.map((stage) => [JSON.stringify(stage), stage]))('%s', (_text, stage) => {
    expect(codeOf(() => planAggregate(all, context, [stage]))).toBe('StageNotAllowed');
    expect(codeOf(() => planAggregate(all, context, [{ $match: {} }, stage]))).toBe('StageNotAllowed');
    expect(codeOf(() => planAggregate(all, contextOf({}, 'system'), [stage]))).toBeUndefined();
  });
});

describe('operators that run code, or see more than the documents', () => {
  const values = [
    { $function: { body: 'x', args: [], lang: 'js' } },
    { $accumulator: {} },
    { $setIsSubset: [[], []] },
    { $meta: 'indexKey' },
    { $_internalJsEmit: {} },
    '$$USER_ROLES',
    '$$SEARCH_META.count',
  ];
  test.each(values.map((value) => [JSON.stringify(value), value]))('%s', (_text, value) => {
    const nested = { $cond: [true, [{ $add: [1, value] }], 0] };
    const stages = [{ $project: { x: nested } }, { $group: { _id: null, x: { $push: nested } } }, { $redact: nested }];
    for (const stage of stages) expect(codeOf(() => planAggregate(all, context, [stage]))).toBe('OperatorNotAllowed');
    expect(codeOf(() => planRead(all, context, { projection: { x: nested } }))).toBe('OperatorNotAllowed');
  });

  test.each(['$where', '$expr', '$function', '$regex', '$text', '$near', '$jsonSchema', '$unknown'])(
    '%s in $match',
    (name) => {
      expect(codeOf(() => planAggregate(all, context, [{ $match: { [name]: 1 } }]))).toBe('OperatorNotAllowed');
      expect(codeOf(() => planAggregate(all, context, [{ $match: { a: { [name]: 1 } } }]))).toBe('OperatorNotAllowed');
      expect(codeOf(() => planAggregate(all, context, [{ $match: { a: { $not: { [name]: 1 } } } }]))).toBe(
        'OperatorNotAllowed',
      );
    },
  );
});

test('what cannot be cut by MongoDB is read first', () => {
  const dynamic = parseRuleSet({
    roles: [{ name: 'r', apply_when: {}, fields: { a: { read: true }, b: { read: { owner: '%%user.id' } } } }],
  });
  const plan = planAggregate(dynamic, context, [{ $count: 'n' }]);
  expect(plan.pipeline).toEqual([{ $count: 'n' }]);
  expect(plan.source?.see?.({ a: 1, b: 2, owner: 'u1' })).toEqual({ a: 1, b: 2 });
  expect(plan.source?.see?.({ a: 1, b: 2, owner: 'u2' })).toEqual({ a: 1 });
});

test('documents are cut before the first stage of the user', () => {
  const { pipeline, source } = planAggregate(some, context, [{ $group: { _id: '$secret' } }]);
  expect(source).toBeUndefined();
  expect(pipeline).toEqual([{ $project: { a: 1, _id: 0 } }, { $group: { _id: '$secret' } }]);
});

test('a search needs the permission, and all that it could find by', () => {
  const search = [{ $search: { text: {} } }, { $limit: 1 }];
  expect(planAggregate(all, context, search).pipeline).toEqual(search);
  expect(codeOf(() => planAggregate(some, context, search))).toBe('SearchNotPermitted');
  const denied = parseRuleSet({ roles: [{ name: 'r', apply_when: {}, read: true, search: false }] });
  expect(codeOf(() => planAggregate(denied, context, search))).toBe('SearchNotPermitted');
  expect(codeOf(() => planAggregate(all, context, [{ $limit: 1 }, ...search]))).toBe('StageNotAllowed');
});

test('a search is narrowed behind it', () => {
  const own = parseRuleSet({ roles: [{ name: 'r', apply_when: { owner: '%%user.id' }, read: true }] });
  const { pipeline } = planAggregate(own, context, [{ $search: {} }]);
  expect(pipeline).toEqual([{ $search: {} }, { $match: { owner: { $eq: 'u1' } } }]);
});

test.each(['$where', '$function', '$unknown', 'a', '$merge'])('%s is no update operator', (operator) => {
  expect(codeOf(() => planUpdate(all, context, { filter: {}, update: { [operator]: { a: 1 } } }))).toBe(
    'OperatorNotAllowed',
  );
});

test('an upsert is planned so that rules add nothing to the document', () => {
  const own = parseRuleSet({ roles: [{ name: 'r', apply_when: { owner: '%%user.id' }, read: true, write: true }] });
  const plan = planUpdate(own, context, { filter: { a: 1 }, update: { $set: { b: 1 } }, upsert: true });
  expect(plan.static).toBe(false);
  expect(JSON.stringify(plan.upsert?.filter)).not.toContain('owner');
  expect(codeOf(() => plan.upsert?.check({ a: 1, b: 1 }))).toBe('InsertNotPermitted');
  expect(codeOf(() => plan.upsert?.check({ a: 1, b: 1, owner: 'u1' }))).toBeUndefined();
});

test('names of JavaScript are names of fields', () => {
  const rules = parseRuleSet(
    JSON.parse(
      '{"roles":[{"name":"r","apply_when":{},"fields":{"__proto__":{"read":true},"constructor":{"read":true}}}]}',
    ),
  );
  const plan = planRead(rules, context, {});
  expect(JSON.stringify(plan.projection)).toBe('{"__proto__":1,"constructor":1,"_id":0}');
  expect(codeOf(() => planRead(rules, context, { filter: { toString: 1 } }))).toBe('FieldNotReadable');
});

test('a refusal for the want of a function says so, to administrators', () => {
  const rules = parseRuleSet({
    roles: [{ name: 'r', apply_when: { '%%true': { '%function': { name: 'isMember' } } }, read: true, write: true }],
  });
  const { check } = planInsert(rules, context);
  expect(() => check({ a: 1 })).toThrow(
    expect.objectContaining({ message: 'insert not permitted', reason: expect.stringContaining('isMember') }),
  );
});

test('the log is not told which fields of a document were refused, administrators are', () => {
  const rules = parseRuleSet({ roles: [{ name: 'r', apply_when: {}, fields: { a: { write: true } } }] });
  const { check } = planInsert(rules, context);
  expect(() => check({ a: 1, secretname: 1 })).toThrow(
    expect.objectContaining({
      reason: 'The role r may not write secretname.',
      logged: 'The role r may not write one of the fields.',
    }),
  );
});

test.each([
  [{ filter: { $where: 'secret' } }],
  [{ filter: { $secret: 1 } }],
  [{ projection: { 'secret.a': 1, secret: 1 } }],
  [{ sort: { $secret: 1 } }],
])('the log is not told names of operators and fields that were sent: %j', (query) => {
  expect(() => planRead(all, context, query)).toThrow(expect.objectContaining({ logged: undefined }));
});

describe('which rules hold for a collection', () => {
  const none: RuleSet = { roles: [], filters: [] };
  const filter = { name: 'f', projection: { a: 0 } };
  const onlyFilters = parseRuleSet({ filters: [filter] });

  test('its own, else the default ones', () => {
    expect(chooseRuleSet('db.c', all, some)).toBe(all);
    expect(chooseRuleSet('db.c', undefined, some)).toBe(some);
    expect(chooseRuleSet('db.c', none, some)).toBe(some);
    expect(chooseRuleSet('db.c', onlyFilters, some)).toEqual({
      roles: some.roles,
      filters: onlyFilters.filters,
      functions: [],
    });
  });

  test('none at all is an error, not an empty answer', () => {
    for (const [own, byDefault] of [
      [undefined, undefined],
      [none, none],
      [onlyFilters, undefined],
    ] as const) {
      expect(() => chooseRuleSet('db.c', own, byDefault)).toThrow("no rule exists for namespace 'db.c'");
      expect(codeOf(() => chooseRuleSet('db.c', own, byDefault))).toBe('NoMatchingRuleFound');
    }
  });
});
