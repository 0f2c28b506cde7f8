import type { ListDocumentsData } from '../../../generated/types.gen.ts';
import type { Document } from '../../mongo/index.ts';
import type { Mount } from '../../mounts/index.ts';
import { badParameter, type JsonParameter, parseJsonParameter } from './json-parameter.ts';
import { findOperator } from './find-operator.ts';
import { requireNoServerSideJavaScript } from './server-side-javascript.ts';
import { orderOfRelevance, type SortOrder, toSortOrder } from './sort-order.ts';

type Parameters = NonNullable<ListDocumentsData['query']>;

/** What `listDocuments` is asked for, checked against its mount. */
export interface ListQuery {
  readonly filter: Document;
  /** The filter as plain JSON. */
  readonly filterJson: unknown;
  readonly projection: Document | undefined;
  readonly order: SortOrder;
  readonly limit: number;
  readonly skip: number;
  readonly after: string | undefined;
  readonly count: 'exact' | 'estimated' | 'none';
}

/** @throws Problem that names the parameter */
export function toListQuery(mount: Mount, parameters: Parameters): ListQuery {
  const filter = parse(mount, 'filter', parameters.filter);
  const projection = parse(mount, 'projection', parameters.projection);
  const { limit = mount.defaultLimit, skip = 0, after, count = 'none' } = parameters;
  if (limit > mount.maxLimit)
    throw badParameter('limit', `must be at most ${mount.maxLimit} here: follow the Link header for more`);
  if (after !== undefined && skip > 0)
    throw badParameter('skip', 'cannot go with after, which already says where to go on');
  if (count === 'estimated' && filter !== undefined && Object.keys(filter.value).length > 0) {
    throw badParameter('count', 'can only estimate the whole collection: ask for count=exact, or leave the filter out');
  }
  return {
    filter: filter?.value ?? {},
    filterJson: filter?.json ?? {},
    projection: projection?.value,
    order: toOrder(filter?.json, parse(mount, 'sort', parameters.sort)?.value),
    limit,
    skip,
    after,
    count,
  };
}

const nearOperators: ReadonlySet<string> = new Set(['$near', '$nearSphere']);

/** `$near` finds the nearest first, unless there is a sort. */
function toOrder(filterJson: unknown, sort: Document = {}): SortOrder {
  const isByDistance = Object.keys(sort).length === 0 && findOperator(filterJson, nearOperators, '') !== undefined;
  return isByDistance ? orderOfRelevance : toSortOrder(sort);
}

function parse(
  mount: Mount,
  name: 'filter' | 'projection' | 'sort',
  text: string | undefined,
): JsonParameter | undefined {
  if (text === undefined) return undefined;
  const parameter = parseJsonParameter(name, text);
  requireNoServerSideJavaScript(mount, parameter.json, `/query/${name}`);
  return parameter;
}
