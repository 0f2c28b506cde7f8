import { ExtendedJsonError, fieldToJson, parseExtendedJson } from '../../bson/index.ts';
import { isComparable } from './bson-order.ts';
import type { SortKey } from './keyset.ts';
import type { OrderedReader } from './ordered-reader.ts';
import { fitsPageToken } from './page-token.ts';
import type { SortField } from './sort-order.ts';

/** The sort values of a document: as driver values, and as canonical Extended JSON texts that a token can carry. */
export interface WrittenSortKey {
  readonly texts: readonly string[];
  readonly values: SortKey;
}

/**
 * The sort key of one raw BSON document. Undefined when no page can go on from it: a sort value lies behind an array or is
 * an array in an array, has one of the rare types that `$gt` cannot compare, or is too long for a page token.
 */
export async function sortKeyOf(
  reader: Pick<OrderedReader, 'firstOf'>,
  document: Uint8Array,
  fields: readonly SortField[],
): Promise<WrittenSortKey | undefined> {
  const texts = await Promise.all(fields.map((field) => sortTextOf(reader, document, field)));
  if (!texts.every((text) => text !== undefined) || !fitsPageToken(texts)) return undefined;
  return readSortKey(texts);
}

/** The sort key that texts of `sortKeyOf` stand for. */
export function readSortKey(texts: readonly string[]): WrittenSortKey | undefined {
  const values = texts.map((text) => toValue(text));
  return values.every((value) => isComparable(value)) ? { texts, values } : undefined;
}

/** The value of a field as text, `null` where it is missing; of an array, the element that MongoDB sorts it by. */
async function sortTextOf(
  reader: Pick<OrderedReader, 'firstOf'>,
  document: Uint8Array,
  { path, direction }: SortField,
): Promise<string | undefined> {
  const text = textOf(document, path) ?? 'null';
  if (!isArray(text)) return text;
  if (isArray(textOf(document, path.slice(0, Math.max(path.lastIndexOf('.'), 0))))) return undefined;
  if (text === '[]') return text;
  const array = toValue(text);
  const found = array === undefined ? undefined : await reader.firstOf(array, direction);
  const element = found && textOf(found, 'element');
  return isArray(element) ? undefined : element;
}

/** Why `sortKeyOf` has no key, for the caller: a field and what it is. */
export function whyNoSortKey(document: Uint8Array, fields: readonly SortField[]): string {
  for (const { path } of fields) {
    const text = textOf(document, path) ?? 'null';
    if (isArray(text)) return `${path} is an array`;
    if (!isComparable(toValue(text))) return `${path} is of a type that MongoDB finds no range of`;
  }
  return `${fields.map(({ path }) => path).join(' and ')} are too long for a link`;
}

/** Undefined for documents whose own field names look like Extended JSON. */
function toValue(text: string): unknown {
  try {
    return parseExtendedJson(text);
  } catch (error) {
    if (error instanceof ExtendedJsonError) return undefined;
    throw error;
  }
}

function textOf(document: Uint8Array, path: string): string | undefined {
  return fieldToJson(document, path, { mode: 'canonical' })?.toString();
}

function isArray(text: string | undefined): boolean {
  return text?.startsWith('[') === true;
}
