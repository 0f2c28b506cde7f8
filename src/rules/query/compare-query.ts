import { elements, isYes } from '../expression/compare-values.ts';
import type { Compare, Comparison, Operand } from '../expression/expression.ts';
import { type Document, isDocument } from '../values/document.ts';
import { kindOf } from '../values/kind.ts';
import { hasOrder } from '../values/order.ts';
import { nothing, type Query } from './query.ts';

/** Types of values that a pattern can match, or be. */
const matchable: readonly string[] = ['string', 'symbol', 'regex'];
const mirrored = { eq: 'eq', gt: 'lt', gte: 'lte', lt: 'gt', lte: 'gte' } as const;

/** A comparison of a field with a literal as MongoDB makes it; undefined where it has none like it. */
export function compareQuery({ left, comparison, right }: Compare, isMongos: boolean): Query | undefined {
  const [leftField, rightField] = [fieldOf(left, isMongos), fieldOf(right, isMongos)];
  if (leftField !== undefined && right.kind === 'literal') return fieldQuery(leftField, comparison, right.value);
  if (rightField === undefined || left.kind !== 'literal') return undefined;
  if (comparison === 'in') return memberQuery(rightField, left.value);
  return comparison in mirrored
    ? fieldQuery(rightField, mirrored[comparison as keyof typeof mirrored], left.value)
    : undefined;
}

/** The dotted name of a field. Positions in arrays are left to rules: they would have to agree with MongoDB in every corner. */
function fieldOf(operand: Operand, isMongos: boolean): string | undefined {
  if (operand.kind !== 'document' || operand.source !== 'root' || operand.path.length === 0) return undefined;
  const isName = operand.path.every((name) => !name.startsWith('$') && !/^\d+$/.test(name));
  return isName || isMongos ? operand.path.join('.') : undefined;
}

function fieldQuery(field: string, comparison: Comparison, value: unknown): Query {
  if (comparison === 'exists') return exactly({ [field]: { $exists: isYes(value) } });
  if (comparison === 'matches') return { filter: { [field]: { $type: matchable } }, exact: false };
  if (comparison === 'eq') return Array.isArray(value) ? listQuery(field, value) : exactly(equalTo(field, value));
  if (comparison === 'in') return exactly(oneOf(field, elements(value)));
  if (comparison === 'all') return exactly({ $and: elements(value).map((item) => oneOf(field, [item])) });
  return exactly(either(elements(value).map((item) => orderedTo(field, comparison, item))));
}

/** Equal to the list, or to one of its elements: two lists that merely share an element are not equal. */
function listQuery(field: string, list: readonly unknown[]): Query {
  const isList = equalTo(field, list);
  const isElement = oneOf(field, list);
  // A list on the way to the field could hold several values, of which one alone is a list.
  if (field.includes('.') || list.some(Array.isArray)) return { filter: either([isList, isElement]), exact: false };
  const isNoList = { [field]: { $not: { $type: 'array' } } };
  return exactly(either([isList, { $and: [isElement, isNoList] }]));
}

/** `{"%%user.id": {"$in": "%%root.members"}}`. */
function memberQuery(field: string, value: unknown): Query | undefined {
  if (!Array.isArray(value)) return exactly(equalTo(field, value));
  const items = elements(value);
  if (items.length === 0 || items.some(Array.isArray)) return undefined;
  return exactly(oneOf(field, [...items, value]));
}

/** Null means only null here: for MongoDB it is also what is not there. */
function equalTo(field: string, value: unknown): Document {
  return { [field]: value === null ? { $type: 'null' } : { $eq: value } };
}

/** In `$in`, MongoDB takes patterns for patterns and refuses operators: a user's data may hold both. */
function oneOf(field: string, values: readonly unknown[]): Document {
  const plain = values.filter(isPlain);
  const others = values.filter((value) => !isPlain(value)).map((value) => equalTo(field, value));
  const [only] = plain;
  if (plain.length === 1) return either([equalTo(field, only), ...others]);
  return either(plain.length === 0 && others.length > 0 ? others : [{ [field]: { $in: plain } }, ...others]);
}

function isPlain(value: unknown): boolean {
  return value !== null && kindOf(value) !== 'regex' && !isDocument(value);
}

function orderedTo(field: string, comparison: Comparison, value: unknown): Document {
  if (!hasOrder(value)) return { [field]: { $in: [] } };
  if (value !== null) return { [field]: { [`$${comparison}`]: value } };
  return comparison === 'gte' || comparison === 'lte' ? equalTo(field, null) : { [field]: { $in: [] } };
}

function either(filters: readonly Document[]): Document {
  const [only = nothing] = filters;
  return filters.length > 1 ? { $or: filters } : only;
}

function exactly(filter: Document): Query {
  return { filter, exact: true };
}
