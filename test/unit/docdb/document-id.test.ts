import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDocumentId, parseDocumentId } from '../../../src/api/docdb/document-id.ts';
import { BSON, ObjectId } from '../../../src/mongo/index.ts';

const canonical = (value: unknown): string => BSON.EJSON.stringify({ value }, { relaxed: false });

describe('the _id in a path', () => {
  it.each<[string, unknown]>([
    ['5', 5],
    ['-1.5', -1.5],
    ['"x"', 'x'],
    ['"5"', '5'],
    ['true', true],
    ['null', null],
    ['{"$oid":"64b7f1c2a4d3e8f901234567"}', new ObjectId('64b7f1c2a4d3e8f901234567')],
    ['{"$numberLong":"5"}', BSON.Long.fromNumber(5)],
    ['{"$date":"2024-07-19T14:26:58Z"}', new Date('2024-07-19T14:26:58Z')],
    ['{"a":1}', { a: 1 }],
    ['64b7f1c2a4d3e8f901234567', new ObjectId('64b7f1c2a4d3e8f901234567')],
    ['64B7F1C2A4D3E8F901234567', new ObjectId('64b7f1c2a4d3e8f901234567')],
    ['123456789012345678901234', new ObjectId('123456789012345678901234')],
    ['joe', 'joe'],
    ['{"$oid":"short"}', '{"$oid":"short"}'],
    ['01', '01'],
    [' ', ' '],
  ])('%s', (text, id) => {
    expect(canonical(parseDocumentId(text))).toBe(canonical(id));
  });
});

describe('the path of an _id', () => {
  it.each<[unknown, string]>([
    [new ObjectId('64b7f1c2a4d3e8f901234567'), '64b7f1c2a4d3e8f901234567'],
    ['joe', 'joe'],
    ['a/b c', 'a%2Fb%20c'],
    ['5', '%225%22'],
    ['64b7f1c2a4d3e8f901234567', '%2264b7f1c2a4d3e8f901234567%22'],
    ['', '%22%22'],
    ['..', '%22..%22'],
    [5, '5'],
  ])('%j is %s', (id, path) => {
    expect(formatDocumentId(id)).toBe(path);
  });

  it('leads back to the same string', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (id) => {
        expect(parseDocumentId(decodeURIComponent(formatDocumentId(id)))).toBe(id);
      }),
    );
  });
});
