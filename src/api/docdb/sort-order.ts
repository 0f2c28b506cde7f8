import type { Document } from '../../mongo/index.ts';
import { badParameter } from './json-parameter.ts';

export interface SortField {
  readonly path: string;
  readonly direction: 1 | -1;
}

export interface SortOrder {
  /** As MongoDB gets it. Always total, because `_id` is added last: an index on the sorted field and `_id` makes it fast. */
  readonly sort: Document;
  /** The fields up to `_id`, after which no other counts; undefined for an order by relevance, which has no key to go on from. */
  readonly fields: readonly SortField[] | undefined;
}

/** As MongoDB finds the documents: by distance. */
export const orderOfRelevance: SortOrder = { sort: {}, fields: undefined };

/**
 * The order that a `sort` parameter asks for, `{_id: 1}` without one.
 * @throws Problem INVALID_REQUEST at `/query/sort`
 */
export function toSortOrder(sort: Document = {}): SortOrder {
  const names = Object.keys(sort);
  if (names.length > 1 && names.some((name) => isIntegerLike(name))) {
    throw badParameter(
      'sort',
      'cannot keep the order of fields whose names are whole numbers: sort by one such field alone',
    );
  }
  const entries = names.map((path) => [path, toDirection(path, sort[path])] as const);
  if (!names.includes('_id')) entries.push(['_id', 1]);
  const fields = entries
    .slice(0, entries.findIndex(([path]) => path === '_id') + 1)
    .map(([path, direction]) => ({ path, direction }));
  return { sort: Object.fromEntries(entries), fields: fields.every(isField) ? fields : undefined };
}

function toDirection(path: string, value: unknown): 1 | -1 | Document {
  if (path.startsWith('$')) throw badParameter('sort', `must name fields, not ${path}`);
  if (typeof value === 'object' && value !== null && '$meta' in value) return value;
  const direction = Number(value);
  if (value === true || (direction !== 1 && direction !== -1)) {
    throw badParameter('sort', `must say 1, -1 or {"$meta": …} for ${path}`);
  }
  return direction;
}

function isField(field: { path: string; direction: 1 | -1 | Document }): field is SortField {
  return typeof field.direction === 'number';
}

/** JavaScript moves such keys of an object to its front. */
function isIntegerLike(name: string): boolean {
  return /^(?:0|[1-9]\d{0,9})$/.test(name);
}
