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

/** Which records are listed, in which order, and as what. */
interface Selection<Record, Entity> {
  readonly filter: Filter<Record>;
  readonly sort: Document;
  readonly toEntity: (record: Record) => Entity;
}

/** One page of the records that match, in this order, as entities. */
export async function listRecords<Record extends Document, Entity>(
  collection: Collection<Record>,
  request: ListRequest,
  selection: Selection<Record, Entity>,
): Promise<Listing<Entity>> {
  const { pageNum, itemsPerPage, includeCount } = positionOf(request);
  const { filter, sort, toEntity } = selection;
  const skip = (pageNum - 1) * itemsPerPage;
  const records = await collection.find<Record>(filter, { sort, skip, limit: itemsPerPage + 1 }).toArray();
  const hasNext = records.length > itemsPerPage;
  return {
    links: pageLinks(request.target, { pageNum, itemsPerPage, hasNext }),
    results: records.slice(0, itemsPerPage).map(toEntity),
    ...(includeCount && { totalCount: await total(collection, selection, { skip, records, hasNext }) }),
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

interface PageRead<Record> {
  readonly skip: number;
  /** Those of the page, and the next one. */
  readonly records: readonly Record[];
  readonly hasNext: boolean;
}

/** How many match. What the page has passed over is known already: page and count together go through the list once at most. */
async function total<Record extends Document>(
  collection: Collection<Record>,
  { filter, sort }: Pick<Selection<Record, unknown>, 'filter' | 'sort'>,
  { skip, records, hasNext }: PageRead<Record>,
): Promise<number> {
  const last = records.at(-1);
  if (!hasNext && (last !== undefined || skip === 0)) return skip + records.length;
  // Everything is counted by the collection's own statistics, which may be a little behind.
  if (Object.keys(filter).length === 0)
    return Math.max(skip + records.length, await collection.estimatedDocumentCount());
  const byId = Object.keys(sort).join() === '_id';
  if (last === undefined || !byId) return collection.countDocuments(filter);
  const behind = { _id: { [sort['_id'] === 1 ? '$gt' : '$lt']: last['_id'] as unknown } };
  return skip + records.length + (await collection.countDocuments({ $and: [filter, behind] } as Filter<Record>));
}
