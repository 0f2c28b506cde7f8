import { isEqual } from '../values/equal.ts';
import { isOrdered } from '../values/order.ts';
import { Pattern } from '../values/pattern.ts';
import type { Comparison } from './expression.ts';

type Values = readonly unknown[];

/**
 * Whether a comparison holds between the values on both sides, of which either may be several, or none.
 * `right` of `exists` is whether they should be there.
 */
export function compareValues(left: Values, comparison: Comparison, right: Values): boolean {
  if (comparison === 'exists') return right.length > 0 && left.length > 0 === isYes(right[0]);
  if (comparison === 'eq') return left.some((a) => right.some((b) => isEqualOrMember(a, b)));
  if (comparison === 'in') return right.flatMap(elements).some((item) => hasOrIs(left, item));
  if (comparison === 'all') return hasAll(left, right.flatMap(elements));
  if (comparison === 'matches')
    return right.some((pattern) => pattern instanceof Pattern && left.some((a) => pattern.matches(a)));
  const [as, bs] = [left.flatMap(elements), right.flatMap(elements)];
  return as.some((a) => bs.some((b) => isOrdered(a, comparison, b)));
}

export function isYes(value: unknown): boolean {
  return value === true || isEqual(value, 1);
}

/** The elements of a list; what is no list is its own only element. */
export function elements(value: unknown): Values {
  return Array.isArray(value) ? value : [value];
}

/** Two lists are equal as lists: sharing an element is not enough. */
function isEqualOrMember(a: unknown, b: unknown): boolean {
  return isEqual(a, b) || isMember(a, b) || isMember(b, a);
}

function isMember(item: unknown, list: unknown): boolean {
  return Array.isArray(list) && list.some((element) => isEqual(element, item));
}

function hasOrIs(values: Values, item: unknown): boolean {
  return values.some((value) => isEqual(value, item) || isMember(item, value));
}

function hasAll(values: Values, items: Values): boolean {
  return items.length > 0 && items.every((item) => hasOrIs(values, item));
}
