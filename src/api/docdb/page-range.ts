import { lastDocument } from '../../bson/index.ts';
import type { Document } from '../../mongo/index.ts';
import { keyRange, type SortKey } from './keyset.ts';
import type { ListQuery } from './list-query.ts';
import type { OrderedReader } from './ordered-reader.ts';
import { sortKeyOf, type WrittenSortKey } from './sort-key.ts';
import type { SortField } from './sort-order.ts';

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
 * before that end and the next one what lies behind. Where there is no key for the end, the page is read by limit.
 */
export async function findPageRange(
  reader: OrderedReader,
  query: ListQuery,
  from: SortKey | undefined,
): Promise<PageRange> {
  const { order, limit, skip } = query;
  const { fields } = order;
  if (fields === undefined) return { conditions: [{}], limit, skip, last: undefined };
  const byLimit = { conditions: keyRange(fields, from, undefined), limit, skip, last: undefined };

  const start = skip === 0 ? { values: from } : await findPlace(reader, fields, [{}], skip - 1);
  if (start === 'end' || start === 'unknown') return byLimit;
  const untilEnd = keyRange(fields, start.values, undefined);
  const end = await findPlace(reader, fields, untilEnd, limit - 1);
  if (end === 'unknown') return byLimit;
  if (end === 'end') return { conditions: untilEnd, last: undefined };
  return { conditions: keyRange(fields, start.values, end.values), last: end };
}

/** The sort key of the document with this index; `end` when there are fewer, `unknown` when it has none to go on from. */
async function findPlace(
  reader: OrderedReader,
  fields: readonly SortField[],
  conditions: readonly Document[],
  index: number,
): Promise<WrittenSortKey | 'end' | 'unknown'> {
  const projection = Object.fromEntries(fields.map(({ path }) => [path.split('.', 1)[0] as string, 1]));
  let skip = index;
  for (const condition of conditions) {
    const { firstBatch } = await reader.find(condition, { projection, skip, limit: 1 });
    const document = lastDocument(firstBatch);
    if (document !== undefined) return sortKeyOf(document, fields) ?? 'unknown';
    skip -= await reader.count(condition);
    // Documents have come since the find: the place lies between the two, and any place will do.
    if (skip < 0) skip = 0;
  }
  return 'end';
}
