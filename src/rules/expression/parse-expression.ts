import type { Place } from '../place.ts';
import { isDocument } from '../values/document.ts';
import { all, always, type Expression, never, type Operand } from './expression.ts';
import { knownOperators, logical, operatorName } from './operators.ts';
import { parseExpansion, parseFieldPath } from './parse-expansion.ts';
import { parseLogical } from './parse-logical.ts';
import { parseFunction } from './parse-operand.ts';
import { parseTest } from './parse-test.ts';
import type { Scope } from './scope.ts';

const deepest = 64;

/**
 * A rule expression → its tree: `true`, `false`, or an object whose keys must all hold; `{}` always holds.
 * What is wrong is told to `place` and counts as false.
 * @param json with Extended JSON already turned into BSON values
 */
export function parseExpression(json: unknown, place: Place, scope: Scope, depth = 0): Expression {
  if (typeof json === 'boolean') return json ? always : never;
  if (json === '%%true' || json === '%%false') return json === '%%true' ? always : never;
  if (depth > deepest) return fault(place, `Expressions nest at most ${deepest} levels.`, 'Flatten the expression.');
  if (!isDocument(json))
    return fault(place, 'Expected an expression: true, false or an object.', 'Write {} for always.');
  return all(Object.entries(json).map(([key, value]) => parseEntry(key, value, place.below(key), scope, depth + 1)));
}

function parseEntry(key: string, value: unknown, place: Place, scope: Scope, depth: number): Expression {
  const operator = operatorName(key);
  const parse = (json: unknown, at: Place): Expression => parseExpression(json, at, scope, depth);
  if (operator === undefined) return parseTest(leftOf(key, place, scope), value, place, { scope, parse });
  if (logical.has(operator)) return parseLogical(operator, value, place, parse);
  if (operator === 'function') return truthOf(parseFunction(value, place), place);
  return fault(place, `Unknown operator ${key}.`, `There are ${knownOperators()}, each with % or $.`);
}

function leftOf(key: string, place: Place, scope: Scope): Operand {
  if (key.startsWith('%%')) return parseExpansion(key, place, scope);
  return parseFieldPath(key, place, scope);
}

function truthOf(operand: Operand, { pointer }: Place): Expression {
  return { kind: 'compare', comparison: 'eq', left: { kind: 'literal', value: true }, right: operand, pointer };
}

function fault(place: Place, message: string, mend: string): Expression {
  place.error(message, mend);
  return never;
}
