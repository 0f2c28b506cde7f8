import { MongoUnexpectedServerResponseError } from 'mongodb';

/** The `cursor` of a find or getMore reply, without a copy. */
export interface CursorReply {
  /** 0 when the server has closed the cursor. */
  readonly id: bigint;
  /** `firstBatch` or `nextBatch`: a raw BSON array. */
  readonly batch: Buffer;
}

/**
 * Finds batch and id by walking the top elements. A cursor has one array, its batch, and one int64, its id.
 * https://github.com/mongodb/specifications/blob/master/source/find_getmore_killcursors_commands.md
 */
export function readCursorReply(cursor: Buffer): CursorReply {
  const end = cursor.length - 1;
  let batch: Buffer | undefined;
  let id: bigint | undefined;
  let at = 4;
  while (at < end) {
    const type = cursor.readUInt8(at);
    const start = cursor.indexOf(0, at + 1) + 1;
    const next = start + sizeOf(cursor, type, start);
    if (type === 0x04) batch = cursor.subarray(start, next);
    else if (type === 0x12) id = cursor.readBigInt64LE(start);
    at = next;
  }
  if (batch === undefined || id === undefined)
    throw new MongoUnexpectedServerResponseError('a cursor without batch or id');
  return { id, batch };
}

/** Bytes of a value; types in the order of https://bsonspec.org/spec.html, those only that a cursor holds. */
function sizeOf(source: Buffer, type: number, start: number): number {
  switch (type) {
    case 0x02: // string
      return 4 + source.readInt32LE(start);
    case 0x03: // document
    case 0x04: // array
      return source.readInt32LE(start);
    case 0x05: // binary
      return 5 + source.readInt32LE(start);
    case 0x07: // objectId
      return 12;
    case 0x08: // bool
      return 1;
    case 0x0a: // null
      return 0;
    case 0x10: // int32
      return 4;
    case 0x01: // double
    case 0x09: // date
    case 0x11: // timestamp
    case 0x12: // int64
      return 8;
    default:
      throw new MongoUnexpectedServerResponseError(`a cursor with an element of type ${type}`);
  }
}
