import type { Document, FindQuery, FindResult } from '../../mongo/index.ts';
import type { ListQuery } from './list-query.ts';
import type { OpenedCollection } from './opened-collection.ts';

/** Reads the documents of one list query in its order, each time under a further condition. */
export interface OrderedReader {
  find(
    condition: Document,
    options: Pick<FindQuery, 'projection' | 'limit' | 'skip' | 'batchSize'>,
  ): Promise<FindResult>;
  count(condition: Document): Promise<number>;
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
  };
}

function both(filter: Document, condition: Document): Document {
  if (Object.keys(condition).length === 0) return filter;
  return Object.keys(filter).length === 0 ? condition : { $and: [filter, condition] };
}
