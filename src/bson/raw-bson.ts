import { CorruptBsonError } from './corrupt-bson-error.ts';

/** Bytes that claim to be BSON, with the two ways to read them that are fast. */
export class RawBson {
  readonly bytes: Buffer;
  readonly view: DataView;

  constructor(bytes: Uint8Array) {
    const { buffer, byteOffset, byteLength } = bytes;
    this.bytes = Buffer.isBuffer(bytes) ? bytes : Buffer.from(buffer, byteOffset, byteLength);
    this.view = new DataView(buffer, byteOffset, byteLength);
  }
}

/** Finds the NUL of the C string that starts at `at`, before `limit`. */
export function cstringEnd(source: RawBson, at: number, limit: number): number {
  let end = at;
  while (end < limit && source.bytes[end] !== 0) end++;
  if (end >= limit) throw new CorruptBsonError('a name or pattern is not terminated', at);
  return end;
}

/** Where the document that starts at `at` ends (behind its terminator), at most at `limit`. */
export function documentEnd(source: RawBson, at: number, limit: number): number {
  const end = at + source.view.getInt32(fixedEnd(at, 4, limit) - 4, true);
  if (end < at + 5 || end > limit) throw new CorruptBsonError('a document has an impossible length', at);
  if (source.bytes[end - 1] !== 0) throw new CorruptBsonError('a document is not terminated', end - 1);
  return end;
}

/**
 * Where the value of an element ends. Every check of bounds is here, so that whoever writes a value may trust its bytes:
 * `limit` is the terminator of the surrounding document. Types in the order of https://bsonspec.org/spec.html.
 */
export function valueEnd(source: RawBson, type: number, at: number, limit: number): number {
  switch (type) {
    case 0x01: // double
      return fixedEnd(at, 8, limit);
    case 0x02: // string
      return stringEnd(source, at, limit);
    case 0x03: // document
    case 0x04: // array
      return documentEnd(source, at, limit);
    case 0x05: // binary
      return binaryEnd(source, at, limit);
    case 0x06: // undefined
      return at;
    case 0x07: // objectId
      return fixedEnd(at, 12, limit);
    case 0x08: // bool
      return booleanEnd(source, at, limit);
    case 0x09: // date
      return fixedEnd(at, 8, limit);
    case 0x0a: // null
      return at;
    case 0x0b: // regex
      return cstringEnd(source, cstringEnd(source, at, limit) + 1, limit) + 1;
    case 0x0c: // dbPointer
      return fixedEnd(stringEnd(source, at, limit), 12, limit);
    case 0x0d: // code
    case 0x0e: // symbol
      return stringEnd(source, at, limit);
    case 0x0f: // codeWScope
      return codeWScopeEnd(source, at, limit);
    case 0x10: // int32
      return fixedEnd(at, 4, limit);
    case 0x11: // timestamp
    case 0x12: // int64
      return fixedEnd(at, 8, limit);
    case 0x13: // decimal128
      return fixedEnd(at, 16, limit);
    case 0xff: // minKey
    case 0x7f: // maxKey
      return at;
    default:
      throw new CorruptBsonError(`there is no element type 0x${type.toString(16).padStart(2, '0')}`, at);
  }
}

function fixedEnd(at: number, size: number, limit: number): number {
  if (at + size > limit) throw new CorruptBsonError('a value is cut off', at);
  return at + size;
}

function stringEnd(source: RawBson, at: number, limit: number): number {
  const length = source.view.getInt32(fixedEnd(at, 4, limit) - 4, true);
  const end = at + 4 + length;
  if (length < 1 || end > limit) throw new CorruptBsonError('a string has an impossible length', at);
  if (source.bytes[end - 1] !== 0) throw new CorruptBsonError('a string is not terminated', end - 1);
  return end;
}

function binaryEnd(source: RawBson, at: number, limit: number): number {
  const length = source.view.getInt32(fixedEnd(at, 5, limit) - 5, true);
  const end = at + 5 + length;
  if (length < 0 || end > limit) throw new CorruptBsonError('a binary has an impossible length', at);
  const isOldBinary = source.bytes[at + 4] === 0x02;
  if (isOldBinary && (length < 4 || source.view.getInt32(at + 5, true) !== length - 4)) {
    throw new CorruptBsonError('a binary of subtype 2 has an impossible inner length', at);
  }
  return end;
}

function booleanEnd(source: RawBson, at: number, limit: number): number {
  const end = fixedEnd(at, 1, limit);
  if ((source.bytes[at] as number) > 1) throw new CorruptBsonError('a boolean is neither 0 nor 1', at);
  return end;
}

function codeWScopeEnd(source: RawBson, at: number, limit: number): number {
  const end = at + source.view.getInt32(fixedEnd(at, 4, limit) - 4, true);
  if (end > limit) throw new CorruptBsonError('code with scope has an impossible length', at);
  const scope = stringEnd(source, at + 4, end);
  if (documentEnd(source, scope, end) !== end) throw new CorruptBsonError('code with scope has a wrong length', at);
  return end;
}
