import { type Document, deserialize } from 'bson';

/**
 * Raw BSON → values as their classes, so that no type is lost: the same classes that `toBson` makes. The driver brings
 * classes of its own, which look the same and are not.
 */
export function readDocument(raw: Uint8Array): Document {
  return deserialize(raw, { promoteValues: false, bsonRegExp: true, validation: { utf8: false } });
}
