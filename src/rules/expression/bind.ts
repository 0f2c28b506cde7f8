import { lookUp, type RuleContext } from '../rule-context.ts';
import { convert } from '../values/convert.ts';
import { compareValues, elements, isYes } from './compare-values.ts';
import { bindTemplate } from './bind-template.ts';
import { all, any, type Compare, constant, type Expression, never, not, type Operand } from './expression.ts';

export interface Binding {
  readonly context: RuleContext;
  /** The document is only read: before is after. */
  readonly reading: boolean;
  /** Where `%%this` always is, when the expression belongs to the document or to one of its top fields. */
  readonly thisPath?: readonly string[] | undefined;
}

type Literal = Extract<Operand, { kind: 'literal' }>;

/**
 * The expression for one user: what depends only on the user becomes constant, what is left speaks of documents.
 * @param worst what a condition counts for that needs a function, which is not called; negations turn it
 */
export function bind(expression: Expression, binding: Binding, worst: Expression = never): Expression {
  switch (expression.kind) {
    case 'constant':
      return expression;
    case 'all':
      return all(expression.of.map((part) => bind(part, binding, worst)));
    case 'any':
      return any(expression.of.map((part) => bind(part, binding, worst)));
    case 'not':
      return not(bind(expression.of, binding, not(worst)));
    case 'compare':
      return bindCompare(expression, binding, worst);
    case 'native':
    default:
      return bindNative(expression.path, bindTemplate(expression.operand, binding.context));
  }
}

function bindCompare(compare: Compare, binding: Binding, worst: Expression): Expression {
  if (callsFunction(compare.left) || callsFunction(compare.right)) return worst;
  const left = bindOperand(compare.left, binding);
  const right = bindOperand(compare.right, binding);
  if (left.kind === 'literal' && right.kind === 'literal') return constant(compareLiterals(left, compare, right));
  if (isNothing(left) || isNothing(right)) return never;
  if (compare.comparison === 'exists' && binding.reading && isRoot(left) && right.kind === 'literal')
    return constant(isYes(right.value));
  if (compare.comparison === 'all' && right.kind === 'literal') return bindAll(compare, left, right);
  return { ...compare, left, right };
}

function compareLiterals(left: Literal, { comparison }: Compare, right: Literal): boolean {
  const values = ({ value }: Literal) => (value === undefined ? [] : [value]);
  return compareValues(values(left), comparison, values(right));
}

function bindAll(compare: Compare, left: Operand, { value }: Literal): Expression {
  const items = elements(value).map((item): Expression => {
    return { ...compare, comparison: 'in', left, right: { kind: 'literal', value: [item] } };
  });
  return items.length === 0 ? never : all(items);
}

/** A document that is read is there. */
function isRoot(operand: Operand): boolean {
  return operand.kind === 'document' && operand.source === 'root' && operand.path.length === 0;
}

function isNothing(operand: Operand): boolean {
  return operand.kind === 'literal' && operand.value === undefined;
}

/** What is nothing matches nothing: a condition that fell away would open what it closes. */
function bindNative(path: string, operand: Operand): Expression {
  return isNothing(operand) ? never : { kind: 'native', path, operand };
}

/** A value for one user. */
export function bindOperand(operand: Operand, binding: Binding): Operand {
  switch (operand.kind) {
    case 'context':
      return { kind: 'literal', value: lookUp(binding.context, operand.path) };
    case 'document':
      return binding.reading ? bindDocument(operand, binding) : operand;
    case 'array':
      return bindArray(operand.items, binding);
    case 'object':
      return bindObject(operand.fields, binding);
    case 'convert': {
      const inner = bindOperand(operand.operand, binding);
      if (inner.kind !== 'literal') return { ...operand, operand: inner };
      return { kind: 'literal', value: convert(inner.value, operand.conversion) };
    }
    case 'function':
    case 'literal':
    default:
      return operand;
  }
}

function bindDocument(operand: Extract<Operand, { kind: 'document' }>, { thisPath }: Binding): Operand {
  const source = operand.source === 'prevRoot' || operand.source === 'root' ? 'root' : 'this';
  if (source === 'root' || thisPath === undefined) return { ...operand, source };
  return { ...operand, source: 'root', path: [...thisPath, ...operand.path] };
}

/** What is nothing is no element. */
function bindArray(items: readonly Operand[], binding: Binding): Operand {
  const bound = items.map((item) => bindOperand(item, binding)).filter((item) => !isNothing(item));
  if (!bound.every((item) => item.kind === 'literal')) return { kind: 'array', items: bound };
  return { kind: 'literal', value: bound.map(({ value }) => value) };
}

function bindObject(fields: readonly (readonly [string, Operand])[], binding: Binding): Operand {
  const bound = fields.map(([name, item]) => [name, bindOperand(item, binding)] as const);
  if (bound.some(([, item]) => isNothing(item))) return { kind: 'literal', value: undefined };
  const literals = bound.flatMap(([name, item]) => (item.kind === 'literal' ? [[name, item.value] as const] : []));
  if (literals.length < bound.length) return { kind: 'object', fields: bound };
  return { kind: 'literal', value: Object.fromEntries(literals) };
}

/** Whether a value would be the answer of a function. */
export function callsFunction(operand: Operand): boolean {
  switch (operand.kind) {
    case 'function':
      return true;
    case 'array':
      return operand.items.some(callsFunction);
    case 'object':
      return operand.fields.some(([, item]) => callsFunction(item));
    case 'convert':
      return callsFunction(operand.operand);
    case 'literal':
    case 'document':
    case 'context':
    default:
      return false;
  }
}
