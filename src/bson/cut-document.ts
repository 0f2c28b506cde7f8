import { type Document, serialize } from 'bson';
import { type RawElement, rawElements } from './documents.ts';
import { RawBson } from './raw-bson.ts';

const DOCUMENT = 0x03;

/**
 * The bytes of a part of a document. Fields whose values are the very same in both are copied, so that their bytes and
 * order stay; documents inside are cut likewise, and other values that differ are written anew.
 * @param whole what `readDocument` made of the bytes
 * @param part some of its fields, or parts of them
 */
export function cutDocument(raw: Uint8Array, whole: Document, part: Document): Buffer {
  const source = new RawBson(raw);
  // Of fields with the same name, values are made of the last: no other may be told.
  const elements = new Map<string, RawElement>();
  for (const element of rawElements(source)) elements.set(nameOf(source, element), element);
  const chunks: Uint8Array[] = [];
  for (const [name, element] of elements) {
    if (Object.hasOwn(part, name)) chunks.push(...cutElement(source, element, whole[name], part[name], name));
  }
  return toDocument(chunks);
}

function cutElement(
  { bytes }: RawBson,
  { type, nameStart, start, end }: RawElement,
  whole: unknown,
  part: unknown,
  name: string,
): readonly Uint8Array[] {
  if (Object.is(whole, part)) return [bytes.subarray(nameStart - 1, end)];
  if (type === DOCUMENT && isPlain(whole) && isPlain(part)) {
    return [bytes.subarray(nameStart - 1, start), cutDocument(bytes.subarray(start, end), whole, part)];
  }
  return [serialize({ [name]: part }).subarray(4, -1)];
}

function toDocument(elements: readonly Uint8Array[]): Buffer {
  const size = elements.reduce((sum, { length }) => sum + length, 5);
  const document = Buffer.alloc(size);
  let at = document.writeInt32LE(size);
  for (const element of elements) {
    document.set(element, at);
    at += element.length;
  }
  return document;
}

function nameOf({ bytes }: RawBson, { nameStart, nameEnd }: RawElement): string {
  return bytes.toString('utf8', nameStart, nameEnd);
}

function isPlain(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
