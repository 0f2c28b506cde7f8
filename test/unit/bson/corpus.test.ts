import { readdirSync, readFileSync } from 'node:fs';
import { serialize } from 'bson';
import { describe, expect, test } from 'vitest';
import { CorruptBsonError, documentToJson, parseExtendedJson, parseJson } from '../../../src/bson/index.ts';

interface ValidCase {
  description: string;
  canonical_bson: string;
  canonical_extjson: string;
  relaxed_extjson?: string;
  degenerate_bson?: string;
  degenerate_extjson?: string;
  converted_extjson?: string;
  lossy?: boolean;
}

interface CorpusFile {
  description: string;
  test_key?: string;
  valid?: ValidCase[];
  decodeErrors?: { description: string; bson: string }[];
  parseErrors?: { description: string; string: string }[];
}

const folder = new URL('../../corpus/bson/', import.meta.url);
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => ({ name, corpus: JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as CorpusFile }));

/** Bytes that are well-formed but for their UTF-8 are answered with U+FFFD instead of an error, on purpose. */
const invalidUtf8 = /invalid UTF-8|bad UTF-8/;

const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');
/** The specification compares texts without regard to white space and the writing of doubles; parseJson keeps all digits of big integers. */
const normal = (text: string): string =>
  JSON.stringify(parseJson(text)).replaceAll(/(?<="\$numberDouble":")[^"]*/g, (double) => String(Number(double)));
/** Symbols are kept here, where a driver may make strings of them. */
const withoutSymbols = (text: string): string => text.replaceAll(/\{"\$symbol":("(?:[^"\\]|\\.)*")\}/g, '$1');
const canonical = (bson: Buffer): string => normal(documentToJson(bson, { mode: 'canonical' }).toString());
const relaxed = (bson: Buffer): string => normal(documentToJson(bson, { mode: 'relaxed' }).toString());
const toBytes = (text: string): string => Buffer.from(serialize(parseExtendedJson(text) as object)).toString('hex');

describe.each(files)('$name', ({ corpus }) => {
  for (const valid of corpus.valid ?? []) {
    test(valid.description, () => {
      expect(canonical(bytes(valid.canonical_bson))).toBe(normal(valid.canonical_extjson));
      if (valid.relaxed_extjson !== undefined) {
        expect(relaxed(bytes(valid.canonical_bson))).toBe(normal(valid.relaxed_extjson));
        expect(relaxed(bytes(toBytes(valid.relaxed_extjson)))).toBe(normal(valid.relaxed_extjson));
      }
      if (valid.degenerate_bson !== undefined) {
        expect(canonical(bytes(valid.degenerate_bson))).toBe(normal(valid.canonical_extjson));
      }
      JSON.parse(documentToJson(bytes(valid.canonical_bson), { mode: 'json' }).toString());
      if (valid.lossy === true) return;
      for (const text of [valid.canonical_extjson, valid.degenerate_extjson ?? valid.canonical_extjson]) {
        if (valid.converted_extjson === undefined) expect(toBytes(text)).toBe(valid.canonical_bson.toLowerCase());
        else expect(withoutSymbols(canonical(bytes(toBytes(text))))).toBe(normal(valid.converted_extjson));
      }
    });
  }

  for (const { description, bson } of corpus.decodeErrors ?? []) {
    test.skipIf(invalidUtf8.test(description))(`does not decode: ${description}`, () => {
      for (const mode of ['json', 'canonical', 'relaxed'] as const) {
        expect(() => documentToJson(bytes(bson), { mode })).toThrow(CorruptBsonError);
      }
    });
  }

  for (const { description, string } of corpus.parseErrors ?? []) {
    test(`does not parse: ${description} ${string}`, () => {
      const isDecimal = corpus.test_key === 'd' && !string.startsWith('{');
      expect(() => parseExtendedJson(isDecimal ? JSON.stringify({ $numberDecimal: string }) : string)).toThrow(
        expect.objectContaining({ name: 'ExtendedJsonError' }),
      );
    });
  }
});
