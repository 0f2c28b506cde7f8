import { CorruptBsonError } from './corrupt-bson-error.ts';
import type { JsonWriter } from './json-writer.ts';
import { cstringEnd, type RawBson, valueEnd } from './raw-bson.ts';
import { writeBinary } from './write-binary.ts';
import { writeDate } from './write-date.ts';
import {
  writeDbPointer,
  writeDecimal128,
  writeDouble,
  writeFramedString,
  writeInt32,
  writeInt64,
  writeObjectId,
  writeRegex,
  writeTimestamp,
} from './write-scalar.ts';
import { writeName, writeString } from './write-string.ts';

/** BSONDepth::kDefaultMaxAllowableDepth of the server: what is deeper cannot have come from MongoDB. */
const MAX_DEPTH = 200;
/** More than any value of fixed size takes, frame and all. */
const FIXED_VALUE_BYTES = 128;
const COMMA = 0x2c;
const TRUE = Buffer.from('true');
const FALSE = Buffer.from('false');
const NULL = Buffer.from('null');

/** Writes the document between `start` and `end` (checked by documentEnd), without the fields named in `hidden`. */
export function writeDocument(
  out: JsonWriter,
  source: RawBson,
  start: number,
  end: number,
  depth: number,
  hidden?: readonly Buffer[],
): void {
  requireDepth(depth, start);
  out.byte(0x7b);
  const first = out.at;
  const limit = end - 1;
  let at = start + 4;
  while (at < limit) {
    const type = source.bytes[at] as number;
    if (hidden !== undefined && isHidden(source, at + 1, limit, hidden)) {
      at = valueEnd(source, type, cstringEnd(source, at + 1, limit) + 1, limit);
      continue;
    }
    if (out.at !== first) out.byte(COMMA);
    const value = writeName(out, source, at + 1, limit) + 1;
    at = valueEnd(source, type, value, limit);
    writeValue(out, source, type, value, at, depth);
  }
  out.byte(0x7d);
}

function writeArray(out: JsonWriter, source: RawBson, start: number, end: number, depth: number): void {
  requireDepth(depth, start);
  out.byte(0x5b);
  const limit = end - 1;
  let at = start + 4;
  while (at < limit) {
    if (at !== start + 4) out.byte(COMMA);
    const value = cstringEnd(source, at + 1, limit) + 1;
    const next = valueEnd(source, source.bytes[at] as number, value, limit);
    writeValue(out, source, source.bytes[at] as number, value, next, depth);
    at = next;
  }
  out.byte(0x5d);
}

/** Writes one value, whose bounds valueEnd has checked. Types in the order of https://bsonspec.org/spec.html. */
export function writeValue(
  out: JsonWriter,
  source: RawBson,
  type: number,
  at: number,
  end: number,
  depth: number,
): void {
  const { dialect } = out;
  out.reserve(FIXED_VALUE_BYTES);
  switch (type) {
    case 0x01:
      return writeDouble(out, source, at);
    case 0x02:
      return writeString(out, source, at + 4, end - 1);
    case 0x03:
      return writeDocument(out, source, at, end, depth + 1);
    case 0x04:
      return writeArray(out, source, at, end, depth + 1);
    case 0x05:
      return writeBinary(out, source, at);
    case 0x06:
      return out.literal(dialect.undefined);
    case 0x07:
      return writeObjectId(out, source, at);
    case 0x08:
      return out.literal(source.bytes[at] === 1 ? TRUE : FALSE);
    case 0x09:
      return writeDate(out, source, at);
    case 0x0a:
      return out.literal(NULL);
    case 0x0b:
      return writeRegex(out, source, at, end);
    case 0x0c:
      return writeDbPointer(out, source, at, end);
    case 0x0d:
      return writeFramedString(out, source, at, end, dialect.code);
    case 0x0e:
      return writeFramedString(out, source, at, end, dialect.symbol);
    case 0x0f:
      return writeCodeWScope(out, source, at, end, depth);
    case 0x10:
      return writeInt32(out, source, at);
    case 0x11:
      return writeTimestamp(out, source, at);
    case 0x12:
      return writeInt64(out, source, at);
    case 0x13:
      return writeDecimal128(out, source, at);
    case 0xff:
      return out.literal(dialect.minKey);
    case 0x7f:
      return out.literal(dialect.maxKey);
  }
}

function writeCodeWScope(out: JsonWriter, source: RawBson, at: number, end: number, depth: number): void {
  const [open, between, close] = out.dialect.codeWScope;
  const scope = at + 8 + source.view.getInt32(at + 4, true);
  out.literal(open);
  writeString(out, source, at + 8, scope - 1);
  out.literal(between);
  writeDocument(out, source, scope, end, depth + 1);
  out.literal(close);
}

function isHidden(source: RawBson, start: number, limit: number, hidden: readonly Buffer[]): boolean {
  const name = source.bytes.subarray(start, cstringEnd(source, start, limit));
  return hidden.some((hiddenName) => hiddenName.equals(name));
}

function requireDepth(depth: number, at: number): void {
  if (depth > MAX_DEPTH) throw new CorruptBsonError(`documents nest deeper than ${MAX_DEPTH} levels`, at);
}
