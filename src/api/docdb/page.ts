import { countDocuments, type JsonMode, lastDocument, streamArray, writeArray } from '../../bson/index.ts';
import type { Document } from '../../mongo/index.ts';
import { openBatches } from './batch-source.ts';
import { keyRange, type SortKey } from './keyset.ts';
import type { ListQuery } from './list-query.ts';
import { createOrderedReader, type OrderedReader } from './ordered-reader.ts';
import type { OpenedCollection } from './opened-collection.ts';
import { requireSortKey } from './page-end.ts';
import { findPageRange } from './page-range.ts';
import { withSortFields } from './projection.ts';
import type { WrittenSortKey } from './sort-key.ts';

export interface Page {
  /** The text of one JSON array: whole, or streamed. */
  readonly content: Uint8Array | AsyncIterable<Uint8Array>;
  /** Where the next page goes on; undefined when there is none, or when the order is MongoDB's own. */
  readonly last: WrittenSortKey | undefined;
  /** Closes what is open, for a page that is not read. */
  discard(): Promise<void>;
}

/** A batch of more documents than this, or more bytes in all, is streamed. */
const mostInHand = { documents: 10_000, bytes: 16 * 1024 * 1024 };

/** Reads the page after a sort key, or the first one. Its first batch is in hand when this resolves. @throws Problem INVALID_REQUEST when the next page could not be found */
export async function readPage(
  collection: OpenedCollection,
  query: ListQuery,
  from: SortKey | undefined,
  mode: JsonMode,
): Promise<Page> {
  const reader = createOrderedReader(collection, query);
  const { fields } = query.order;
  const widened = fields && withSortFields(query.projection ?? {}, fields);
  const { projection, hide } = widened ?? { projection: query.projection, hide: [] };
  if (fields === undefined || widened !== undefined) {
    const conditions = fields === undefined ? [{}] : keyRange(fields, from, undefined);
    const page = await readInHand(reader, conditions, { ...query, projection });
    if (page !== undefined) {
      return {
        content: writeArray(page.batches, { mode, hide }),
        last: fields && page.last && (await requireSortKey(reader, query, conditions, page.last)),
        discard: async () => undefined,
      };
    }
  }
  const { conditions, last, ...limits } = await findPageRange(reader, query, from);
  const source = await openBatches(reader, conditions, { ...limits, projection });
  return { content: streamArray(source, { mode, hide }), last, discard: () => source.close() };
}

interface PageInHand {
  readonly batches: readonly Uint8Array[];
  /** The last document of a full page. */
  readonly last: Uint8Array | undefined;
}

/** A page of which every condition is answered by a single batch; undefined when it is larger. */
async function readInHand(
  reader: OrderedReader,
  conditions: readonly Document[],
  query: Pick<ListQuery, 'projection' | 'limit' | 'skip'>,
): Promise<PageInHand | undefined> {
  const { projection, limit, skip } = query;
  const batches: Uint8Array[] = [];
  let missing = limit;
  let bytes = 0;
  for (const condition of conditions) {
    const result = await reader.find(condition, {
      projection,
      skip,
      limit: missing,
      batchSize: Math.min(missing, mostInHand.documents),
    });
    bytes += result.firstBatch.length;
    if (!result.exhausted || bytes > mostInHand.bytes + 1024) {
      await result.close();
      return undefined;
    }
    batches.push(result.firstBatch);
    missing -= countDocuments(result.firstBatch);
    if (missing <= 0) return { batches, last: lastDocumentOf(batches) };
  }
  return { batches, last: undefined };
}

function lastDocumentOf(batches: readonly Uint8Array[]): Uint8Array | undefined {
  return batches.map((batch) => lastDocument(batch)).findLast((document) => document !== undefined);
}
