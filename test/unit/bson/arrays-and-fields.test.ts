import { ObjectId, serialize } from 'bson';
import { describe, expect, test } from 'vitest';
import { arrayToJson, countDocuments, documentToJson, fieldToJson, lastDocument } from '../../../src/bson/index.ts';
import { rawArray } from './random-document.ts';

const raw = (document: object): Buffer => Buffer.from(serialize(document));
const numbered = (count: number, text: string): Buffer[] => Array.from({ length: count }, (_, n) => raw({ n, text }));

describe('arrayToJson', () => {
  test('an empty array gives no chunk', () => {
    expect([...arrayToJson(rawArray([]), { mode: 'json' })]).toEqual([]);
  });

  test('many documents come in chunks of about 64 KiB that join to one list', () => {
    const chunks = [...arrayToJson(rawArray(numbered(1000, 'x'.repeat(300))), { mode: 'json' })];
    expect(chunks.length).toBe(5);
    for (const chunk of chunks.slice(0, -1)) expect(chunk.length).toBeGreaterThanOrEqual(65_536);
    for (const chunk of chunks) expect(chunk.length).toBeLessThan(66_000);
    const parsed = JSON.parse(`[${Buffer.concat(chunks).toString()}]`) as { n: number }[];
    expect(parsed.map(({ n }) => n)).toEqual(Array.from({ length: 1000 }, (_, n) => n));
  });

  test('two arrays may be read in turns', () => {
    const first = arrayToJson(rawArray(numbered(400, 'a'.repeat(300))), { mode: 'json' });
    const second = arrayToJson(rawArray(numbered(400, 'b'.repeat(300))), { mode: 'canonical' });
    const texts = { a: '', b: '' };
    for (const chunk of first) {
      texts.a += chunk.toString();
      texts.b += second.next().value?.toString() ?? '';
    }
    for (const chunk of second) texts.b += chunk.toString();
    for (const letter of ['a', 'b'] as const) {
      const documents = JSON.parse(`[${texts[letter]}]`) as { text: string }[];
      expect(documents.every(({ text }) => text === letter.repeat(300))).toBe(true);
      expect(documents.length).toBe(400);
    }
  });

  test('scalars are written as well', () => {
    const distinct = raw({ 0: 'a', 1: 2, 2: null, 3: [1], 4: { b: 1 } });
    expect(Buffer.concat([...arrayToJson(distinct, { mode: 'json' })]).toString()).toBe('"a",2,null,[1],{"b":1}');
  });
});

describe('hide', () => {
  const document = raw({ _id: 1, a: { secret: 2 }, secret: 3, b: [{ secret: 4 }], 'secret.x': 5 });

  test('leaves out the named fields of the top level only', () => {
    const options = { mode: 'json', hide: ['secret', '_id'] } as const;
    const text = '{"a":{"secret":2},"b":[{"secret":4}],"secret.x":5}';
    expect(documentToJson(document, options).toString()).toBe(text);
    expect(Buffer.concat([...arrayToJson(rawArray([document, document]), options)]).toString()).toBe(`${text},${text}`);
  });

  test('may hide everything', () => {
    expect(documentToJson(raw({ a: 1, b: 2 }), { mode: 'json', hide: ['a', 'b'] }).toString()).toBe('{}');
  });
});

test('lastDocument and countDocuments walk a raw array', () => {
  const documents = numbered(12, 'x');
  expect(countDocuments(rawArray(documents))).toBe(12);
  expect(Buffer.from(lastDocument(rawArray(documents)) ?? [])).toEqual(documents.at(-1));
  expect(countDocuments(rawArray([]))).toBe(0);
  expect(lastDocument(rawArray([]))).toBeUndefined();
});

test.each([
  ['_id', '{"$oid":"61de3a4b6d9a3c4b5e6f7a8b"}'],
  ['n', '{"$numberInt":"5"}'],
  ['sub.deep.x', '"y"'],
  ['sub.deep', '{"x":"y"}'],
  ['missing', undefined],
  ['n.x', undefined],
  ['sub.missing', undefined],
  ['list', '[{"x":{"$numberInt":"1"}}]'],
  ['list.x', '[{"x":{"$numberInt":"1"}}]'],
])('fieldToJson reads %s', (path, text) => {
  const document = { _id: new ObjectId('61de3a4b6d9a3c4b5e6f7a8b'), n: 5, sub: { deep: { x: 'y' } }, list: [{ x: 1 }] };
  expect(fieldToJson(serialize(document), path, { mode: 'canonical' })?.toString()).toBe(text);
});
