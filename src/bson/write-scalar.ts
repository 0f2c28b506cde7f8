import { dialects, type Frame } from './dialects.ts';
import type { JsonWriter } from './json-writer.ts';
import { cstringEnd, RawBson } from './raw-bson.ts';
import { writeHex } from './write-binary.ts';
import { writeDecimal128Digits } from './write-decimal128.ts';
import { writeDoubleDigits, writeInt64Digits, writeInteger } from './write-number.ts';
import { writeString } from './write-string.ts';

/**
 * NaN and the infinities are no JSON numbers: Extended JSON wraps them in either mode, plain JSON says null,
 * as `JSON.stringify` does.
 */
export function writeDouble(out: JsonWriter, source: RawBson, at: number): void {
  const value = source.view.getFloat64(at, true);
  const { mode } = out.dialect;
  if (!Number.isFinite(value) && mode === 'json') return out.ascii('null');
  const [open, close] = Number.isFinite(value) ? out.dialect.double : dialects.canonical.double;
  out.literal(open);
  if (mode === 'canonical' && Number.isInteger(value) && !Object.is(value, -0)) out.ascii(value.toFixed(1));
  else writeDoubleDigits(out, value);
  out.literal(close);
}

export function writeFramedString(out: JsonWriter, source: RawBson, at: number, end: number, frame: Frame): void {
  out.literal(frame[0]);
  writeString(out, source, at + 4, end - 1);
  out.literal(frame[1]);
}

export function writeObjectId(out: JsonWriter, source: RawBson, at: number): void {
  const [open, close] = out.dialect.objectId;
  out.literal(open);
  writeHex(out, source, at, at + 12);
  out.literal(close);
}

/** The options are sorted, as Extended JSON demands; MongoDB does not mind their order. */
export function writeRegex(out: JsonWriter, source: RawBson, at: number, end: number): void {
  const [open, between, close] = out.dialect.regex;
  const patternEnd = cstringEnd(source, at, end);
  const options = new RawBson(source.bytes.subarray(patternEnd + 1, end - 1).toSorted());
  out.literal(open);
  writeString(out, source, at, patternEnd);
  out.literal(between);
  writeString(out, options, 0, options.bytes.length);
  out.literal(close);
}

export function writeDbPointer(out: JsonWriter, source: RawBson, at: number, end: number): void {
  const [open, between, close] = out.dialect.dbPointer;
  out.literal(open);
  writeString(out, source, at + 4, end - 13);
  out.literal(between);
  out.reserve(24);
  writeHex(out, source, end - 12, end);
  out.literal(close);
}

export function writeInt32(out: JsonWriter, source: RawBson, at: number): void {
  const [open, close] = out.dialect.int32;
  out.literal(open);
  writeInteger(out, source.view.getInt32(at, true));
  out.literal(close);
}

/** The low half is the increment, the high half the seconds. */
export function writeTimestamp(out: JsonWriter, source: RawBson, at: number): void {
  const [open, between, close] = out.dialect.timestamp;
  out.literal(open);
  writeInteger(out, source.view.getUint32(at + 4, true));
  out.literal(between);
  writeInteger(out, source.view.getUint32(at, true));
  out.literal(close);
}

/** Every digit in every mode: also as a bare number above 2⁵³, which JSON allows. */
export function writeInt64(out: JsonWriter, source: RawBson, at: number): void {
  const [open, close] = out.dialect.int64;
  out.literal(open);
  writeInt64Digits(out, source, at);
  out.literal(close);
}

export function writeDecimal128(out: JsonWriter, source: RawBson, at: number): void {
  const [open, close] = out.dialect.decimal128;
  out.literal(open);
  writeDecimal128Digits(out, source, at);
  out.literal(close);
}
