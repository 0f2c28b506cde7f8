import type { Document } from '../../mongo/index.ts';
import { keyRange, type SortKey } from './keyset.ts';
import type { ListQuery } from './list-query.ts';
import type { OrderedReader } from './ordered-reader.ts';
import { findDocument, requireSortKey } from './page-end.ts';
import type { WrittenSortKey } from './sort-key.ts';

/** How to read a page, and the sort key of its end. */
export interface PageRange {
  readonly conditions: readonly Document[];
  readonly limit?: number;
  readonly skip?: number;
  readonly last: WrittenSortKey | undefined;
}

/**
 * The range of sort keys that makes up a page. A page that is streamed must say in its headers where the next one goes on,
 * before its last document is read. So its end is found first, and whatever is written meanwhile, the page holds what lies
 * before that end and the next one what lies behind. The last page may have no key for its end, and is read by limit.
 * @throws Problem INVALID_REQUEST when the next page could not be found
 */
export async function findPageRange(
  reader: OrderedReader,
  query: ListQuery,
  from: SortKey | undefined,
): Promise<PageRange> {
  const { order, limit, skip } = query;
  const { fields } = order;
  if (fields === undefined) return { conditions: [{}], limit, skip, last: undefined };
  const conditions = keyRange(fields, from, undefined);
  const byLimit = { conditions, limit, skip, last: undefined };

  let start = from;
  if (skip > 0) {
    const skipped = await findDocument(reader, fields, conditions, skip - 1);
    start = skipped && (await requireSortKey(reader, query, conditions, skipped))?.values;
    if (start === undefined) return byLimit;
  }
  const untilEnd = keyRange(fields, start, undefined);
  const end = await findDocument(reader, fields, untilEnd, limit - 1);
  if (end === undefined) return { conditions: untilEnd, last: undefined };
  const last = await requireSortKey(reader, query, conditions, end);
  return last === undefined ? byLimit : { conditions: keyRange(fields, start, last.values), last };
}
