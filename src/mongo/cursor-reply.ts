import { MongoUnexpectedServerResponseError } from 'mongodb';
import { Elements } from './elements.ts';

/** The `cursor` of a find or getMore reply, without a copy. */
export interface CursorReply {
  /** 0 when the server has closed the cursor. */
  readonly id: bigint;
  /** `firstBatch` or `nextBatch`: a raw BSON array. */
  readonly batch: Buffer;
}

/**
 * Finds batch and id in the `cursor` of an answer. A cursor has one array, its batch, and one int64, its id.
 * https://github.com/mongodb/specifications/blob/master/source/find_getmore_killcursors_commands.md
 */
export function readCursorReply(cursor: Buffer | undefined): CursorReply {
  if (cursor === undefined) throw new MongoUnexpectedServerResponseError('an answer without a cursor');
  const elements = new Elements(cursor);
  let batch: Buffer | undefined;
  let id: bigint | undefined;
  while (elements.next()) {
    if (elements.type === 0x04) batch = elements.bytes;
    else if (elements.type === 0x12) id = cursor.readBigInt64LE(elements.start);
  }
  if (batch === undefined || id === undefined)
    throw new MongoUnexpectedServerResponseError('a cursor without batch or id');
  return { id, batch };
}
