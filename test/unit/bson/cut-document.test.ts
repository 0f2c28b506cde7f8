import { BSONSymbol, deserialize, Int32, Long, serialize } from 'bson';
import { expect, test } from 'vitest';
import { cutDocument, readDocument } from '../../../src/bson/index.ts';

const source = {
  name: 'x',
  n: Long.fromNumber(5),
  inner: { a: new Int32(1), b: 'two', deep: { c: new BSONSymbol('s'), d: null } },
  list: [{ a: 1, b: 2 }, 3],
};
const raw = serialize(source);
const whole = readDocument(raw);

test('all of a document is the same bytes', () => {
  expect(cutDocument(raw, whole, { ...whole })).toEqual(Buffer.from(raw));
});

test('parts keep their order and types, at any depth', () => {
  const inner = whole['inner'] as Record<string, Record<string, unknown>>;
  const part = { inner: { deep: { c: inner['deep']?.['c'] }, a: inner['a'] }, n: whole['n'] };
  const { name: _name, list: _list, ...others } = source;
  const expected = { ...others, inner: { a: new Int32(1), deep: { c: new BSONSymbol('s') } } };
  expect(cutDocument(raw, whole, part)).toEqual(Buffer.from(serialize(expected)));
});

test('lists are written anew', () => {
  const [first] = whole['list'] as [{ b: unknown }];
  expect(deserialize(cutDocument(raw, whole, { list: [{ b: first.b }] }))).toEqual({ list: [{ b: 2 }] });
});

test('nothing is an empty document', () => {
  expect(cutDocument(raw, whole, {})).toEqual(Buffer.from(serialize({})));
});

test('names that look like numbers stay where they are', () => {
  const odd = Buffer.concat([serialize({ z: 1, y: 2, x: 3 })]);
  odd[odd.indexOf('y')] = 0x37;
  const document = readDocument(odd);
  expect(Object.keys(document)).toEqual(['7', 'z', 'x']);
  const { x: _x, ...part } = document;
  expect(cutDocument(odd, document, part).toString('latin1')).toMatch(/z.*7/s);
});

test('of fields with one name the last is told, which is the one that was looked at', () => {
  const double = Buffer.from(serialize({ a: 'first', b: 'other' }));
  double[double.lastIndexOf('b')] = 0x61;
  const document = readDocument(double);
  expect(document).toEqual({ a: 'other' });
  expect(deserialize(cutDocument(double, document, { a: document['a'] }))).toEqual({ a: 'other' });
  expect(cutDocument(double, document, { a: document['a'] }).includes('first')).toBe(false);
});

test('a field that claims to be a class of values is copied like any other', () => {
  const claim = Buffer.from(serialize({ claim: { bsontype: 'ObjectId', id: 1 }, x: 1 }));
  const at = claim.indexOf('bsontype');
  claim.write('_bsontyp', at);
  const document = readDocument(claim);
  expect(cutDocument(claim, document, { claim: document['claim'] }).includes('_bsontyp')).toBe(true);
});
