import { lastDocument } from '../../bson/index.ts';
import type { Document, FindQuery, FindResult } from '../../mongo/index.ts';
import { Problem } from '../../problem/index.ts';
import type { ListQuery } from './list-query.ts';
import type { OpenedCollection } from './opened-collection.ts';

/** Reads the documents of one list query in its order, each time under a further condition. */
export interface OrderedReader {
  find(
    condition: Document,
    options: Pick<FindQuery, 'projection' | 'limit' | 'skip' | 'batchSize'>,
  ): Promise<FindResult>;
  count(condition: Document): Promise<number>;
  /**
   * Of the elements of an array, the one that MongoDB sorts first, by the collection's collation, as the raw document
   * `{element}`. Undefined where it does not know `$sortArray` (before 5.2).
   */
  firstOf(array: unknown, direction: 1 | -1): Promise<Uint8Array | undefined>;
}

export function createOrderedReader(
  { source, namespace, mount, signal }: OpenedCollection,
  { filter, order }: ListQuery,
): OrderedReader {
  const { maxTimeMs } = mount;
  return {
    find: (condition, options) =>
      source.find(namespace, { ...options, filter: both(filter, condition), sort: order.sort, maxTimeMs }, signal),
    count: (condition) => source.count(namespace, both(filter, condition), { maxTimeMs }, signal),
    firstOf: (array, direction) => {
      const sorted = { $sortArray: { input: { $literal: array }, sortBy: direction } };
      const projection = { _id: 0, element: { $first: sorted } };
      return source
        .find(namespace, { filter: {}, projection, limit: 1, maxTimeMs }, signal)
        .then(({ firstBatch }) => lastDocument(firstBatch), unlessUnknown);
    },
  };
}

function unlessUnknown(error: unknown): undefined {
  const isRefused =
    error instanceof Problem && ['INVALID_OPERATION', 'NOT_SUPPORTED_BY_DATA_SOURCE'].includes(error.code);
  if (!isRefused) throw error;
}

function both(filter: Document, condition: Document): Document {
  if (Object.keys(condition).length === 0) return filter;
  return Object.keys(filter).length === 0 ? condition : { $and: [filter, condition] };
}
