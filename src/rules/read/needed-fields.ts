import type { Expression, Operand } from '../expression/expression.ts';
import { isLeaf, type Mask, partsOf } from '../mask/mask.ts';
import type { Document } from '../values/document.ts';
import type { Candidate } from './access.ts';

/**
 * A projection that leaves what the user wants and what rules ask for, so that documents need not travel whole.
 * Undefined where they have to.
 */
export function neededFields(candidates: readonly Candidate[], wanted: Mask): Document | undefined {
  if (isLeaf(wanted) || wanted.rest !== undefined) return undefined;
  const names = new Set(wanted.fields.keys());
  for (const { applies, finds, mask } of candidates) {
    for (const expression of [applies, finds, ...expressionsOf(mask)]) {
      if (!addNames(expression, names)) return undefined;
    }
  }
  if ([...names].some((name) => name === '' || name.startsWith('$'))) return undefined;
  return {
    ...Object.fromEntries([...names].map((name) => [name, 1])),
    _id: names.has('_id') || names.size === 0 ? 1 : 0,
  };
}

function expressionsOf(mask: Mask): readonly Expression[] {
  return [mask.whole, ...partsOf(mask).flatMap(expressionsOf)];
}

/** Adds the top fields that an expression speaks of; false where that cannot be told. */
function addNames(expression: Expression, names: Set<string>): boolean {
  switch (expression.kind) {
    case 'all':
    case 'any':
      return expression.of.every((part) => addNames(part, names));
    case 'not':
      return addNames(expression.of, names);
    case 'compare':
      return addOperand(expression.left, names) && addOperand(expression.right, names);
    case 'constant':
      return true;
    case 'native':
    default:
      return false;
  }
}

function addOperand(operand: Operand, names: Set<string>): boolean {
  switch (operand.kind) {
    case 'document': {
      const [name] = operand.path;
      if (operand.source !== 'root' || name === undefined) return false;
      names.add(name);
      return true;
    }
    case 'array':
      return operand.items.every((item) => addOperand(item, names));
    case 'object':
      return operand.fields.every(([, item]) => addOperand(item, names));
    case 'convert':
      return addOperand(operand.operand, names);
    case 'literal':
      return true;
    case 'context':
    case 'function':
    default:
      return false;
  }
}
