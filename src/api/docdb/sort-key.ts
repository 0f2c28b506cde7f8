import { fieldToJson, parseExtendedJson } from '../../bson/index.ts';
import { isComparable } from './bson-order.ts';
import type { SortKey } from './keyset.ts';
import type { SortField } from './sort-order.ts';

/** The sort values of a document: as driver values, and as canonical Extended JSON texts that a token can carry. */
export interface WrittenSortKey {
  readonly texts: readonly string[];
  readonly values: SortKey;
}

/**
 * The sort key of one raw BSON document. Undefined when no page can go on from it: a sort field is, or lies in, an array
 * (of which MongoDB sorts one element only), or has one of the rare types that `$gt` cannot compare.
 */
export function sortKeyOf(document: Uint8Array, fields: readonly SortField[]): WrittenSortKey | undefined {
  const texts = fields.map(({ path }) => fieldToJson(document, path, { mode: 'canonical' })?.toString() ?? 'null');
  return readSortKey(texts);
}

/** The sort key that texts of `sortKeyOf` stand for. */
export function readSortKey(texts: readonly string[]): WrittenSortKey | undefined {
  const values = texts.map((text) => parseExtendedJson(text));
  return values.every((value) => isComparable(value)) ? { texts, values } : undefined;
}
