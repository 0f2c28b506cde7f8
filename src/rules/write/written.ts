import { serialize } from 'bson';
import { evaluate } from '../expression/evaluate.ts';
import type { Expression } from '../expression/expression.ts';
import { mentions } from '../expression/mentions.ts';
import type { RuleSettings } from '../settings.ts';
import { asDocument, type Document, fieldOf } from '../values/document.ts';
import { partOfTree, type WriteTree } from './write-tree.ts';

/** A document before and after a write; undefined: not there. */
export interface Write {
  readonly before: Document | undefined;
  readonly after: Document | undefined;
  readonly settings: RuleSettings;
}

/** A value at a place of both documents. */
interface Change {
  readonly before: unknown;
  readonly after: unknown;
  /** Dotted name, for reasons. */
  readonly path: string;
}

/**
 * Whether a condition lets a write through. One that does not speak of the document before must hold for both: else
 * whoever makes a document theirs by the write itself would pass.
 */
export function permits(
  expression: Expression,
  write: Write,
  change: Pick<Change, 'before' | 'after'> = write,
): boolean {
  const { before: prevRoot, after: root, settings } = write;
  const values = { prevRoot, this: change.after, prev: change.before };
  if (root === undefined) return evaluate(expression, { ...values, root: prevRoot, this: change.before });
  if (!evaluate(expression, { ...values, root })) return false;
  const isJudgedOnce = prevRoot === undefined || settings.writeConditions === 'after';
  return (
    isJudgedOnce || mentions(expression, ['prevRoot', 'prev']) || evaluate(expression, { ...values, root: prevRoot })
  );
}

/** The first part that is written without permission, as a dotted path; `''`: the document as a whole. Undefined: none is. */
export function unpermitted(tree: WriteTree, write: Write): string | undefined {
  return firstOf(tree, write, { before: write.before, after: write.after, path: '' });
}

function firstOf(tree: WriteTree, write: Write, change: Change): string | undefined {
  if (isSame(change.before, change.after)) return undefined;
  if (tree.write !== undefined) return permits(tree.write, write, change) ? undefined : change.path;
  const parts = partsOf(tree, change);
  if (parts === undefined) return change.path;
  for (const [part, inner] of parts) {
    const found = firstOf(part, write, inner);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The parts of a change with what decides for each; undefined where it cannot be taken apart. */
function partsOf(tree: WriteTree, { before, after, path }: Change): (readonly [WriteTree, Change])[] | undefined {
  if (isListOrAbsent(before) && isListOrAbsent(after)) {
    const length = Math.max(lengthOf(before), lengthOf(after));
    return length === 0
      ? undefined
      : Array.from({ length }, (_, index) => [
          tree,
          { before: itemOf(before, index), after: itemOf(after, index), path },
        ]);
  }
  const [left, right] = [documentOrAbsent(before), documentOrAbsent(after)];
  if (left === undefined || right === undefined) return undefined;
  const names = [...new Set([...Object.keys(left), ...Object.keys(right)])];
  const isEmpty = names.length === 0 && path !== '';
  return isEmpty ? undefined : names.map((name) => [partOfTree(tree, name), fieldChange(left, right, name, path)]);
}

function fieldChange(before: Document, after: Document, name: string, path: string): Change {
  const inner = path === '' ? name : `${path}.${name}`;
  return { before: fieldOf(before, name), after: fieldOf(after, name), path: inner };
}

function isListOrAbsent(value: unknown): boolean {
  return value === undefined || Array.isArray(value);
}

function lengthOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}

function itemOf(value: unknown, index: number): unknown {
  return Array.isArray(value) ? (value as readonly unknown[])[index] : undefined;
}

function documentOrAbsent(value: unknown): Document | undefined {
  return value === undefined ? {} : asDocument(value);
}

/** To the last bit: a number that changes its type is changed. */
function isSame(before: unknown, after: unknown): boolean {
  if (before === undefined || after === undefined) return before === after;
  return Buffer.compare(serialize({ value: before }), serialize({ value: after })) === 0;
}
