import { BSON } from '../../mongo/index.ts';

const [documentType, arrayType] = [3, 4];

/**
 * Raw BSON → driver values that serialize to the same bytes again: documents as Maps, because a JavaScript object moves names
 * that are whole numbers to its front.
 */
export function toOrderedValues(document: Uint8Array): Map<string, unknown> {
  return new Map(fieldsOf(document));
}

function fieldsOf(document: Uint8Array): (readonly [name: string, value: unknown])[] {
  return [...BSON.onDemand.parseToElements(document)].map(([type, nameStart, nameLength, start, length]) => {
    const name = Buffer.from(document.subarray(nameStart, nameStart + nameLength)).toString();
    return [name, toValue(type, document.subarray(start, start + length))];
  });
}

function toValue(type: number, bytes: Uint8Array): unknown {
  if (type === documentType) return toOrderedValues(bytes);
  if (type === arrayType) return fieldsOf(bytes).map(([, value]) => value);
  const wrapped = Buffer.from([0, 0, 0, 0, type, 0x76, 0, ...bytes, 0]);
  wrapped.writeInt32LE(wrapped.length);
  return BSON.deserialize(wrapped, { promoteValues: false, promoteBuffers: false, bsonRegExp: true })['v'];
}
