import { all, conditionsOf, type Expression } from '../expression/expression.ts';
import type { Document } from '../values/document.ts';
import { compareQuery } from './compare-query.ts';
import { everything, nothing, type Query } from './query.ts';

const noIdea: Query = { filter: undefined, exact: false };

/** @param expression bound to a user, for reading */
export function toQuery(expression: Expression): Query {
  return translate(expression, false);
}

/** The query of a filter, with what is left of it to ask of each document that MongoDB finds. */
export interface FilterQuery extends Query {
  readonly rest: Expression;
}

/** Filters are MongoDB's to understand: paths may hold positions in lists. */
export function toFilterQuery(expression: Expression): FilterQuery {
  const conditions = conditionsOf(expression).map((condition) => ({ condition, query: translate(condition, true) }));
  const undecided = conditions.filter(({ query }) => !query.exact);
  return { ...allOf(conditions.map(({ query }) => query)), rest: all(undecided.map(({ condition }) => condition)) };
}

function translate(expression: Expression, isMongos: boolean): Query {
  const translateAll = (parts: readonly Expression[]) => parts.map((part) => translate(part, isMongos));
  switch (expression.kind) {
    case 'constant':
      return expression.value ? everything : { filter: nothing, exact: true };
    case 'all':
      return allOf(translateAll(expression.of));
    case 'any':
      return anyOf(translateAll(expression.of));
    case 'not':
      return noneOf(translate(expression.of, isMongos));
    case 'compare':
      return compareQuery(expression, isMongos) ?? noIdea;
    case 'native':
    default:
      return { filter: { [expression.path]: valueOf(expression.operand) }, exact: true };
  }
}

/** All of the filters at once, as few levels deep as may be. */
export function allFilters(filters: readonly (Document | undefined)[]): Document | undefined {
  const present = filters.filter((filter) => filter !== undefined && Object.keys(filter).length > 0);
  return present.length > 1 ? { $and: present } : present[0];
}

function allOf(queries: readonly Query[]): Query {
  return { filter: allFilters(queries.map(({ filter }) => filter)), exact: queries.every(({ exact }) => exact) };
}

function anyOf(queries: readonly Query[]): Query {
  const exact = queries.every((query) => query.exact);
  const filters = queries.map(({ filter }) => filter);
  return filters.includes(undefined) ? { filter: undefined, exact } : { filter: { $or: filters }, exact };
}

/** The opposite of more than was asked for would be less. */
function noneOf({ filter, exact }: Query): Query {
  if (!exact) return noIdea;
  return filter === undefined ? { filter: nothing, exact } : { filter: { $nor: [filter] }, exact };
}

function valueOf(operand: Extract<Expression, { kind: 'native' }>['operand']): unknown {
  return operand.kind === 'literal' ? operand.value : undefined;
}
