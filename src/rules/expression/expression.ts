/** Which document, or which value of the field at hand, after and before a write. */
export type DocumentSource = 'root' | 'prevRoot' | 'this' | 'prev';

export type Conversion = 'stringToOid' | 'oidToString' | 'stringToUuid' | 'uuidToString';

/** A value of an expression. `literal` with the value undefined is nothing at all: it equals nothing. */
export type Operand =
  | { readonly kind: 'literal'; readonly value: unknown }
  | { readonly kind: 'document'; readonly source: DocumentSource; readonly path: readonly string[] }
  /** What depends only on the user: `user`, `request`, `values` or `environment`, and names below it. */
  | { readonly kind: 'context'; readonly path: readonly string[] }
  | { readonly kind: 'array'; readonly items: readonly Operand[] }
  | { readonly kind: 'object'; readonly fields: readonly (readonly [string, Operand])[] }
  | { readonly kind: 'convert'; readonly conversion: Conversion; readonly operand: Operand }
  | { readonly kind: 'function'; readonly name: string };

/** The negated operators are `not` of these; `all` is several `in`. Only filters have `matches`, with a pattern. */
export type Comparison = 'eq' | 'in' | 'all' | 'gt' | 'gte' | 'lt' | 'lte' | 'exists' | 'matches';

export interface Compare {
  readonly kind: 'compare';
  readonly comparison: Comparison;
  readonly left: Operand;
  readonly right: Operand;
  /** JSON pointer of its place in the rule set, for explanations. */
  readonly pointer: string;
}

export type Expression =
  | { readonly kind: 'constant'; readonly value: boolean }
  | { readonly kind: 'all'; readonly of: readonly Expression[] }
  | { readonly kind: 'any'; readonly of: readonly Expression[] }
  | { readonly kind: 'not'; readonly of: Expression }
  | Compare
  /** Only in the query of a filter: what MongoDB alone understands. The operand becomes the value of `path`, a field or an operator. */
  | { readonly kind: 'native'; readonly path: string; readonly operand: Operand };

export const always: Expression = { kind: 'constant', value: true };
export const never: Expression = { kind: 'constant', value: false };

export function constant(value: boolean): Expression {
  return value ? always : never;
}

/** Constants are folded away. */
export function all(of: readonly Expression[]): Expression {
  return join('all', of, never, always);
}

/** Constants are folded away. */
export function any(of: readonly Expression[]): Expression {
  return join('any', of, always, never);
}

export function not(of: Expression): Expression {
  if (of.kind === 'not') return of.of;
  return of.kind === 'constant' ? constant(!of.value) : { kind: 'not', of };
}

/** The conditions that all have to hold. */
export function conditionsOf(expression: Expression): readonly Expression[] {
  return expression.kind === 'all' ? expression.of.flatMap(conditionsOf) : [expression];
}

/** What is joined and negated. */
export function leavesOf(expression: Expression): readonly Expression[] {
  if (expression.kind === 'all' || expression.kind === 'any') return expression.of.flatMap(leavesOf);
  return expression.kind === 'not' ? leavesOf(expression.of) : [expression];
}

function join(kind: 'all' | 'any', of: readonly Expression[], decisive: Expression, neutral: Expression): Expression {
  if (of.includes(decisive)) return decisive;
  const rest = of.filter((expression) => expression !== neutral);
  const [first = neutral] = rest;
  return rest.every((expression) => expression === first) ? first : { kind, of: rest };
}
