import type { Document } from '../../mongo/index.ts';
import { equalTo, openInterval } from './bson-order.ts';
import type { SortField } from './sort-order.ts';

/** The sort values of one document, one a field of an order that ends with `_id`. */
export type SortKey = readonly unknown[];

/**
 * The documents that sort after the key `from` and up to the key `to`, itself included (undefined: no bound), as queries
 * that are disjoint and whose sorted results follow each other. Several, because one `$or` of them leads MongoDB's planner
 * astray, and MongoDB (6.0) merges its sorted branches wrongly when a field is null in some documents and missing in others.
 */
export function keyRange(order: readonly SortField[], from: SortKey | undefined, to: SortKey | undefined): Document[] {
  const passed = from === undefined ? [] : between(order, undefined, from);
  const within = to === undefined ? [] : [{ $nor: [{ $nor: between(order, undefined, to) }] }];
  const queries = between(order, from, to);
  return queries.map((query, index) => allOf([query, ...noneOf([...passed, ...queries.slice(0, index)]), ...within]));
}

/**
 * Of an array MongoDB sorts the least element (the greatest, descending), yet a condition holds if any element fits. So a
 * document also must have no element that sorts before the range. @NOTE Beyond reach: an array of arrays as sort value, and a
 * dotted path through an array that mixes documents with other values.
 */
function noneOf(queries: readonly Document[]): Document[] {
  return queries.length === 0 ? [] : [{ $nor: queries }];
}

function between(order: readonly SortField[], from: SortKey | undefined, to: SortKey | undefined): Document[] {
  const [field, ...rest] = order;
  if (from === undefined && to === undefined) return [{}];
  if (field === undefined) return from === undefined ? [{}] : [];
  const ascending = openInterval(
    field.path,
    ...(field.direction === 1 ? ([from?.[0], to?.[0]] as const) : ([to?.[0], from?.[0]] as const)),
  );
  return [
    ...at(field, from, () => between(rest, from?.slice(1), undefined)),
    ...(field.direction === 1 ? ascending : ascending.toReversed()),
    ...at(field, to, () => between(rest, undefined, to?.slice(1))),
  ];
}

/** The documents with the key's value in this field. */
function at({ path }: SortField, key: SortKey | undefined, rest: () => Document[]): Document[] {
  return key === undefined ? [] : rest().map((query) => allOf([equalTo(path, key[0]), query]));
}

function allOf(queries: readonly Document[]): Document {
  const conditions = queries.filter((query) => Object.keys(query).length > 0);
  return conditions.length > 1 ? { $and: conditions } : (conditions[0] ?? {});
}
