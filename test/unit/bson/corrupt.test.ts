import { serialize } from 'bson';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  arrayToJson,
  CorruptBsonError,
  countDocuments,
  documentToJson,
  fieldToJson,
  lastDocument,
} from '../../../src/bson/index.ts';
import { randomDocument, rawArray } from './random-document.ts';

/** A document in a document in a document …, `levels` deep in all. */
function nested(levels: number): Buffer {
  const heads = Array.from({ length: levels - 1 }, (_, level) => {
    const head = Buffer.from('\0\0\0\0\x03a\0');
    head.writeInt32LE(5 + 8 * (levels - 1 - level));
    return head;
  });
  return Buffer.concat([...heads, serialize({}), Buffer.alloc(levels - 1)]);
}

test('damaged bytes give valid JSON or CorruptBsonError, nothing else', () => {
  const damage = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(randomDocument, damage, fc.nat(20), (bytes, changes, cut) => {
      const damaged = Buffer.from(bytes.subarray(0, bytes.length - (cut > 10 ? cut - 10 : 0)));
      for (const [at, byte] of changes) damaged[at % Math.max(damaged.length, 1)] = byte;
      for (const read of [
        () => void JSON.parse(documentToJson(damaged, { mode: 'relaxed' }).toString()),
        () => void JSON.parse(`[${Buffer.concat([...arrayToJson(damaged, { mode: 'json' })]).toString()}]`),
        () => fieldToJson(damaged, 'a.b', { mode: 'canonical' }),
        () => lastDocument(damaged),
        () => countDocuments(damaged),
      ]) {
        try {
          read();
        } catch (error) {
          expect(error).toBeInstanceOf(CorruptBsonError);
        }
      }
    }),
    { numRuns: 500 },
  );
});

test.each([0, 1, 4])('%d bytes are no document', (length) => {
  expect(() => documentToJson(Buffer.alloc(length), { mode: 'json' })).toThrow(CorruptBsonError);
  expect(() => [...arrayToJson(Buffer.alloc(length), { mode: 'json' })]).toThrow(CorruptBsonError);
});

test('the error says where', () => {
  const document = Buffer.from(serialize({ a: 1, b: true }));
  document[14] = 7;
  expect(() => documentToJson(document, { mode: 'json' })).toThrow(
    'Corrupt BSON at byte 14: a boolean is neither 0 nor 1',
  );
});

test('200 levels are written, 201 are refused, and 100,000 do not overflow the stack', () => {
  expect(documentToJson(nested(200), { mode: 'json' }).toString()).toContain('{"a":{"a":{}');
  expect(() => documentToJson(nested(201), { mode: 'json' })).toThrow('nest deeper than 200 levels');
  expect(() => documentToJson(nested(100_000), { mode: 'json' })).toThrow(CorruptBsonError);
});

test('a failed document leaves no trace in the next one', () => {
  const broken = rawArray([Buffer.from(serialize({ a: 1 })), Buffer.from(serialize({ b: true }))]);
  broken[broken.length - 3] = 9;
  expect(() => [...arrayToJson(broken, { mode: 'json' })]).toThrow(CorruptBsonError);
  expect(documentToJson(serialize({ c: 1 }), { mode: 'json' }).toString()).toBe('{"c":1}');
});
