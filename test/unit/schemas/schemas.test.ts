import { Decimal128, Double, Int32, Long, ObjectId, Binary } from 'bson';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkSchema, compileSchema, type Place } from '../../../src/schemas/index.ts';

const compileExpression = (expression: unknown) => (place: Place, context: { user: string }) =>
  expression === 'unchanged'
    ? place.previous === undefined || place.previous === place.value
    : place.value === context.user;

function faults(schema: object, document: unknown, previous?: unknown, nullsAllowed = false): string[] {
  expect(checkSchema(schema)).toEqual([]);
  const compiled = compileSchema(schema, { compileExpression, nullsAllowed });
  return compiled.validate(document, previous, { user: 'ann' }).map(({ path, keyword }) => `${path} ${keyword}`);
}

describe('types', () => {
  test.each<[string, unknown, unknown]>([
    ['int', new Int32(1), new Double(1)],
    ['int', 1, 1.5],
    ['long', Long.fromNumber(5), 5],
    ['double', 1.5, 1],
    ['decimal', Decimal128.fromString('1'), 1],
    ['number', Decimal128.fromString('1'), '1'],
    ['string', 'x', 1],
    ['objectId', new ObjectId(), 'x'],
    ['date', new Date(), '2026-01-01'],
    ['bool', true, 'true'],
    ['null', null, 0],
    ['object', { a: 1 }, [1]],
    ['array', [1], { 0: 1 }],
    ['uuid', new Binary(Buffer.alloc(16), 4), new Binary(Buffer.alloc(16), 0)],
    ['binData', new Binary(Buffer.alloc(1), 0), 'x'],
  ])('%s', (bsonType, right, wrong) => {
    const schema = { bsonType: 'object', properties: { a: { bsonType } } };
    expect(faults(schema, { a: right })).toEqual([]);
    expect(faults(schema, { a: wrong })).toEqual(['a bsonType']);
    expect(faults({ properties: { a: { bsonType: ['undefined', bsonType].slice(1) } } }, { a: right })).toEqual([]);
  });

  test('mixed takes everything', () => {
    for (const a of [1, null, [], {}, 'x'])
      expect(faults({ properties: { a: { bsonType: 'mixed' } } }, { a })).toEqual([]);
  });
});

test.each<[string, object, unknown, string[]]>([
  [
    'every failing path',
    { required: ['a', 'b'], properties: { c: { type: 'string' } } },
    { c: 1 },
    ['a required', 'b required', 'c bsonType'],
  ],
  ['nested', { properties: { a: { properties: { b: { bsonType: 'int' } } } } }, { a: { b: 'x' } }, ['a.b bsonType']],
  ['items', { properties: { a: { items: { maximum: 3 } } } }, { a: [1, 4, 5] }, ['a.1 maximum', 'a.2 maximum']],
  [
    'item by item',
    { properties: { a: { items: [{ type: 'string' }], additionalItems: false } } },
    { a: ['x', 1] },
    ['a additionalItems'],
  ],
  [
    'exclusive bounds',
    { properties: { a: { minimum: 1, exclusiveMinimum: true } } },
    { a: Long.fromNumber(1) },
    ['a minimum'],
  ],
  ['multiples', { properties: { a: { multipleOf: 5 } } }, { a: 7 }, ['a multipleOf']],
  ['characters, not units', { properties: { a: { maxLength: 1 } } }, { a: '🙂' }, []],
  ['pattern', { properties: { a: { pattern: '^[a-z]+$' } } }, { a: 'Ab' }, ['a pattern']],
  ['enum by value', { properties: { a: { enum: [1, 'x'] } } }, { a: new Double(1) }, []],
  ['enum', { properties: { a: { enum: [1, 'x'] } } }, { a: 'y' }, ['a enum']],
  [
    'unique by value',
    { properties: { a: { uniqueItems: true } } },
    {
      a: [
        { x: 1, y: 2 },
        { y: 2, x: new Int32(1) },
      ],
    },
    ['a uniqueItems'],
  ],
  [
    'no other fields',
    { properties: { a: {} }, additionalProperties: false },
    { _id: 1, a: 1, b: 1 },
    ['b additionalProperties'],
  ],
  [
    'other fields',
    { properties: { a: {} }, additionalProperties: { bsonType: 'int' } },
    { a: 'x', b: 'x' },
    ['b bsonType'],
  ],
  [
    'fields by pattern',
    { patternProperties: { '^n': { bsonType: 'int' } }, additionalProperties: false },
    { n1: 1, n2: 'x', m: 1 },
    ['n2 bsonType', 'm additionalProperties'],
  ],
  [
    'dependencies',
    { dependencies: { a: ['b'], c: { required: ['d'] } } },
    { a: 1, c: 1 },
    ['b required', 'd required'],
  ],
  [
    'sizes',
    { minProperties: 2, properties: { a: { minItems: 1 }, b: { maxItems: 1 } } },
    { a: [] },
    ['a minItems', '(root) minProperties'],
  ],
  [
    'combinations',
    { anyOf: [{ required: ['a'] }, { required: ['b'] }], not: { required: ['c'] } },
    { c: 1 },
    ['(root) anyOf', '(root) not'],
  ],
  ['one of', { oneOf: [{ required: ['a'] }, { required: ['b'] }] }, { a: 1, b: 1 }, ['(root) oneOf']],
  [
    'names of prototypes are names',
    { required: ['constructor', '__proto__'] },
    {},
    ['constructor required', '__proto__ required'],
  ],
])('%s', (_, schema, document, expected) => {
  expect(faults(schema, document).toSorted()).toEqual(expected.toSorted());
});

test('validate expressions see the value, the one before, and the caller’s context', () => {
  const schema = { properties: { owner: { validate: 'unchanged' }, by: { validate: 'user' } } };
  expect(faults(schema, { owner: 'ann', by: 'ann' })).toEqual([]);
  expect(faults(schema, { owner: 'bob', by: 'bob' }, { owner: 'ann' })).toEqual(['owner validate', 'by validate']);
});

test('in its own words a schema tells of no name that only the document has', () => {
  const inner = { properties: { b: { bsonType: 'int' } }, additionalProperties: { bsonType: 'int' } };
  const schema = { properties: { a: { items: inner } }, additionalProperties: false, minProperties: 3 };
  const compiled = compileSchema(schema, { compileExpression });
  const violations = compiled.validate({ a: [{ b: 'x' }, { hush: 'x' }], c: 1 }, undefined, { user: 'ann' });
  expect(violations.map((violation) => compiled.inOwnWords(violation)).toSorted()).toEqual([
    '(root): must have at least 3 fields',
    '*: is no field of the schema',
    'a.0.b: must be of type int, not string',
    'a.1.*: must be of type int, not string',
  ]);
});

describe('what was there before and is gone', () => {
  const sees = (expression: unknown) => (place: Place) =>
    expression === '%%prev may not change' ? place.previous === undefined || place.previous === place.value : false;
  const gone = (schema: object, document: object, previous: object, nullsAllowed = false) =>
    compileSchema(schema, { compileExpression: sees, nullsAllowed })
      .validate(document, previous, undefined)
      .map(({ path, keyword }) => `${path} ${keyword}`);
  const fixed = { validate: '%%prev may not change' };
  const owner = { properties: { owner: { bsonType: 'string', ...fixed } } };

  test.each<[string, object, object, object, string[]]>([
    ['a field', owner, {}, { owner: 'ann' }, ['owner validate']],
    ['no field before', owner, {}, {}, []],
    ['inside a document that is gone', { properties: { a: owner } }, {}, { a: { owner: 'ann' } }, ['a.owner validate']],
    [
      'inside a document that is a list now',
      { properties: { a: owner } },
      { a: [1] },
      { a: { owner: 'ann' } },
      ['a.owner validate'],
    ],
    ['fields by pattern', { patternProperties: { '^o': fixed } }, {}, { owner: 1, b: 1 }, ['owner validate']],
    ['all other fields', { additionalProperties: fixed, properties: { b: {} } }, {}, { a: 1, b: 1 }, ['a validate']],
    ['the last of a list', { properties: { a: { items: fixed } } }, { a: [1] }, { a: [1, 2] }, ['a.1 validate']],
    ['a list', { properties: { a: { items: [{}, owner] } } }, {}, { a: [1, { owner: 1 }] }, ['a.1.owner validate']],
    ['in all of', { allOf: [owner] }, {}, { owner: 'ann' }, ['owner validate']],
    ['in one of, inside', { properties: { a: { oneOf: [owner, owner] } } }, {}, { a: { owner: 'ann' } }, ['a oneOf']],
    ['names of prototypes', { properties: { constructor: fixed } }, { constructor: 1 }, {}, []],
  ])('%s', (_, schema, document, previous, expected) => {
    expect(gone(schema, document, previous)).toEqual(expected);
  });

  test('an expression that speaks of the value alone, and types, have nothing against it', () => {
    const schema = {
      properties: { a: { bsonType: 'int', enum: [1], not: { bsonType: 'string' }, validate: '%%this' }, b: fixed },
    };
    expect(gone(schema, { b: 1 }, { a: 1, b: 1 })).toEqual([]);
  });

  test('null is gone where it is no value', () => {
    expect(gone(owner, { owner: null }, { owner: 'ann' }, true)).toEqual(['owner validate']);
    expect(gone(owner, { owner: null }, { owner: null }, true)).toEqual([]);
    expect(gone(owner, {}, { owner: null }, true)).toEqual([]);
  });
});

test('null is no value of an optional field, unless the app says so; never of a required one', () => {
  const schema = { required: ['a'], properties: { a: { bsonType: 'int' }, b: { bsonType: 'int' } } };
  expect(faults(schema, { a: 1, b: null })).toEqual(['b bsonType']);
  expect(faults(schema, { a: 1, b: null }, undefined, true)).toEqual([]);
  expect(faults(schema, { a: null }, undefined, true)).toEqual(['a bsonType']);
});

test('a pattern that would run for ever elsewhere takes no time', () => {
  const schema = { properties: { a: { pattern: '^(a+)+$' } } };
  expect(faults(schema, { a: `${'a'.repeat(50_000)}b` })).toEqual(['a pattern']);
});

describe('schemas that are wrong', () => {
  test.each<[string, unknown]>([
    ['/properties/a/bsonType', { properties: { a: { bsonType: 'strin' } } }],
    ['/properties/a/bsontype', { properties: { a: { bsontype: 'string' } } }],
    ['/properties/a~1b/minimum', { properties: { 'a/b': { minimum: 'x' } } }],
    ['/items/0', { items: [5] }],
    ['/pattern', { pattern: '(?=a)' }],
    ['/patternProperties/(', { patternProperties: { '(': {} } }],
    ['/patternProperties/.{601}', { patternProperties: { '.{601}': {} } }],
    ['/properties/a/pattern', { properties: { a: { pattern: 'x[xy]{900}[0-9]' } } }],
    ['/required', { required: 'a' }],
    ['/anyOf', { anyOf: [] }],
    ['', 'x'],
  ])('%s', (pointer, schema) => {
    expect(checkSchema(schema).map((fault) => fault.pointer)).toContain(pointer);
  });

  test('a near miss is mended by name', () => {
    expect(checkSchema({ bsontype: 'object' })).toEqual([expect.objectContaining({ mend: 'write bsonType' })]);
  });
});

test('what passes the check compiles, and judges any value without throwing', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (schema, document) => {
      if (checkSchema(schema).length > 0) return;
      compileSchema(schema, { compileExpression }).validate(document, undefined, { user: 'ann' });
    }),
  );
});
