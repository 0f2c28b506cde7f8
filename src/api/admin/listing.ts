import type { Collection, Document, Filter } from '../../mongo/index.ts';
import { pageLinks, type Link } from '../../representation/index.ts';

interface ListRequest {
  readonly query: { readonly pageNum?: number; readonly itemsPerPage?: number; readonly includeCount?: boolean };
  readonly target: string;
}

/** The list wrapper of the admin API. */
export interface Listing<Entity> {
  links: Link[];
  results: Entity[];
  totalCount?: number;
}

/** One page of the records that match, in this order, as entities. */
export async function listRecords<Record extends Document, Entity>(
  collection: Collection<Record>,
  request: ListRequest,
  { filter, sort, toEntity }: { filter: Filter<Record>; sort: Document; toEntity: (record: Record) => Entity },
): Promise<Listing<Entity>> {
  const { pageNum, itemsPerPage, includeCount } = positionOf(request);
  const skip = (pageNum - 1) * itemsPerPage;
  const reading = collection.find<Record>(filter, { sort, skip, limit: itemsPerPage + 1 }).toArray();
  const [records, totalCount] = await Promise.all([reading, includeCount ? count(collection, filter) : undefined]);
  const results = records.slice(0, itemsPerPage).map(toEntity);
  const hasNext = records.length > itemsPerPage;
  return {
    links: pageLinks(request.target, { pageNum, itemsPerPage, hasNext }),
    results,
    ...(totalCount !== undefined && { totalCount }),
  };
}

/** The same for entities that are all at hand: parts of one record. */
export function listOf<Entity>(request: ListRequest, entities: readonly Entity[]): Listing<Entity> {
  const { pageNum, itemsPerPage, includeCount } = positionOf(request);
  const end = pageNum * itemsPerPage;
  return {
    links: pageLinks(request.target, { pageNum, itemsPerPage, hasNext: entities.length > end }),
    results: entities.slice(end - itemsPerPage, end),
    ...(includeCount && { totalCount: entities.length }),
  };
}

function positionOf({ query }: ListRequest): { pageNum: number; itemsPerPage: number; includeCount: boolean } {
  return {
    pageNum: query.pageNum ?? 1,
    itemsPerPage: query.itemsPerPage ?? 100,
    includeCount: query.includeCount ?? true,
  };
}

/** Everything is counted from the collection's own statistics, without a scan. */
function count<Record extends Document>(collection: Collection<Record>, filter: Filter<Record>): Promise<number> {
  return Object.keys(filter).length === 0 ? collection.estimatedDocumentCount() : collection.countDocuments(filter);
}
