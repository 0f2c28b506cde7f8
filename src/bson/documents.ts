import { cstringEnd, documentEnd, RawBson, valueEnd } from './raw-bson.ts';

/** One value in a raw BSON document or array: its type, where its name and its bytes are. */
export interface RawElement {
  type: number;
  nameStart: number;
  nameEnd: number;
  start: number;
  end: number;
}

/** Walks the elements of the document or array that fills `source`, checking bounds. */
export function* rawElements(source: RawBson): Generator<RawElement> {
  const limit = documentEnd(source, 0, source.bytes.length) - 1;
  let at = 4;
  while (at < limit) {
    const type = source.bytes[at] as number;
    const nameEnd = cstringEnd(source, at + 1, limit);
    const end = valueEnd(source, type, nameEnd + 1, limit);
    yield { type, nameStart: at + 1, nameEnd, start: nameEnd + 1, end };
    at = end;
  }
}

/** The last document of a raw BSON array (no copy), undefined when the array is empty. Throws CorruptBsonError. */
export function lastDocument(array: Uint8Array): Uint8Array | undefined {
  const source = new RawBson(array);
  let last: RawElement | undefined;
  for (const element of rawElements(source)) last = element;
  return last && source.bytes.subarray(last.start, last.end);
}

/** The first document of a raw BSON array (no copy), undefined when the array is empty. Throws CorruptBsonError. */
export function firstDocument(array: Uint8Array): Uint8Array | undefined {
  const source = new RawBson(array);
  const limit = documentEnd(source, 0, source.bytes.length) - 1;
  if (limit <= 4) return undefined;
  // Not by `rawElements`: an iterator that is left costs ten times what it is asked for.
  const start = cstringEnd(source, 5, limit) + 1;
  return source.bytes.subarray(start, documentEnd(source, start, limit));
}

/** The documents of a raw BSON array, one by one (no copies). Throws CorruptBsonError. */
export function* documentsOf(array: Uint8Array): Generator<Uint8Array> {
  const source = new RawBson(array);
  for (const { start, end } of rawElements(source)) yield source.bytes.subarray(start, end);
}

/** How many documents a raw BSON array holds. Throws CorruptBsonError. */
export function countDocuments(array: Uint8Array): number {
  let count = 0;
  const elements = rawElements(new RawBson(array));
  while (elements.next().done !== true) count++;
  return count;
}
