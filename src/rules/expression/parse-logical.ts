import type { Place } from '../place.ts';
import { all, any, type Expression, never, not } from './expression.ts';

type Parse = (json: unknown, place: Place) => Expression;

/** `%and`, `%or`, `%nor` of a list; `%not` of one or of a list, of which none may hold. */
export function parseLogical(operator: string, value: unknown, place: Place, parse: Parse): Expression {
  if (operator === 'not' && !Array.isArray(value)) return not(parse(value, place));
  if (!Array.isArray(value) || value.length === 0) {
    place.error(`%${operator} takes a list that is not empty.`, `Write "%${operator}": [ … ].`);
    return never;
  }
  const items = value.map((item, index) => parse(item, place.below(index)));
  if (operator === 'and') return all(items);
  return operator === 'or' ? any(items) : not(any(items));
}
