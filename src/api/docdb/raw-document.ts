import { BSON, type Document } from '../../mongo/index.ts';

/** A document as MongoDB stores it: in BSON, with `_id` as its first field. */
export function toRawDocument(document: Document): Uint8Array {
  const names = Object.keys(document);
  if (names[0] === '_id' || !names.includes('_id')) return BSON.serialize(document);
  // A Map, because a JavaScript object moves names that are whole numbers to its front.
  const idFirst = new Map<string, unknown>([['_id', document['_id']]]);
  for (const name of names) idFirst.set(name, document[name]);
  return BSON.serialize(idFirst);
}
