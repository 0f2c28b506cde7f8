import { BSON, type Document } from '../../mongo/index.ts';

/** A document as MongoDB stores it: in BSON, with `_id` as its first field. */
export function toRawDocument(document: Document): Uint8Array {
  const { _id, ...fields } = document;
  if (_id === undefined) return BSON.serialize(fields);
  // A Map, because a JavaScript object moves names that are whole numbers to its front.
  return BSON.serialize(new Map<string, unknown>([['_id', _id], ...Object.entries(fields)]));
}
