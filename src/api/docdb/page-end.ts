import { fieldToJson, lastDocument } from '../../bson/index.ts';
import type { Document } from '../../mongo/index.ts';
import type { Problem } from '../../problem/index.ts';
import { badParameter } from './json-parameter.ts';
import type { ListQuery } from './list-query.ts';
import type { OrderedReader } from './ordered-reader.ts';
import { sortKeyOf, whyNoSortKey, type WrittenSortKey } from './sort-key.ts';
import type { SortField } from './sort-order.ts';

/**
 * The sort key of a document at the edge of a page; undefined when it has none, and needs none, for the page is the last.
 * A page without a next link says that it is the last, so the others must not be sent without.
 * @param conditions what the page is read by, `skip` and `limit` aside
 * @throws Problem INVALID_REQUEST when documents follow that could not be reached
 */
export async function requireSortKey(
  reader: OrderedReader,
  { order: { fields = [] }, skip, limit }: ListQuery,
  conditions: readonly Document[],
  document: Uint8Array,
): Promise<WrittenSortKey | undefined> {
  const key = await sortKeyOf(reader, document, fields);
  if (key !== undefined) return key;
  const following = await findDocument(reader, fields, conditions, skip + limit);
  if (following === undefined) return undefined;
  throw unreachable(document, fields);
}

/** The document with this index, with its sort fields; undefined when there are fewer. */
export async function findDocument(
  reader: OrderedReader,
  fields: readonly SortField[],
  conditions: readonly Document[],
  index: number,
): Promise<Uint8Array | undefined> {
  const projection = Object.fromEntries(fields.map(({ path }) => [path.split('.', 1)[0] as string, 1]));
  let skip = index;
  for (const condition of conditions) {
    const { firstBatch } = await reader.find(condition, { projection, skip, limit: 1 });
    const document = lastDocument(firstBatch);
    if (document !== undefined) return document;
    skip -= await reader.count(condition);
    // Documents have come since the find: the place lies between the two, and any place will do.
    if (skip < 0) skip = 0;
  }
  return undefined;
}

const maxId = 100;

function unreachable(document: Uint8Array, fields: readonly SortField[]): Problem {
  const id = fieldToJson(document, '_id', { mode: 'relaxed' })?.toString().slice(0, maxId) ?? '';
  const why = whyNoSortKey(document, fields);
  return badParameter(
    'sort',
    `leads to no next page: this one ends at the document with the _id ${id}, whose ${why}. Sort by another field, or change limit`,
  );
}
