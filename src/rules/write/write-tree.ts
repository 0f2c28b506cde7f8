import { bind } from '../expression/bind.ts';
import { all, type Expression, never } from '../expression/expression.ts';
import type { RuleContext } from '../rule-context.ts';
import type { Permissions } from '../rule-set.ts';

/** What may be written of a document, or of a value in it, for one user. */
export interface WriteTree {
  /** For the whole, where the rules say so; else parts are asked. */
  readonly write: Expression | undefined;
  readonly fields: ReadonlyMap<string, WriteTree>;
  readonly rest: WriteTree | undefined;
}

const closed: WriteTree = { write: never, fields: new Map(), rest: undefined };

export function writeTree({ write, fields, additional }: Permissions, context: RuleContext): WriteTree {
  const named = [...fields].map(([name, part]): [string, WriteTree] => [name, writeTree(part, context)]);
  return {
    write: write && bind(write, { context, reading: false }),
    fields: new Map(named),
    rest: additional && writeTree(additional, context),
  };
}

export function partOfTree(tree: WriteTree, name: string): WriteTree {
  return tree.fields.get(name) ?? tree.rest ?? closed;
}

/** The condition that everything at a path may be written; numbers are names and positions. */
export function writesAll(tree: WriteTree, path: readonly string[], depth = 0): Expression {
  if (tree.write !== undefined) return tree.write;
  const name = path[depth];
  if (name === undefined) return writesAllParts(tree);
  const below = writesAll(partOfTree(tree, name), path, depth + 1);
  return /^\d+$/.test(name) ? all([below, writesAll(tree, path, depth + 1)]) : below;
}

/** Whether any part at a path could be written. */
export function mayWrite(tree: WriteTree, path: readonly string[], depth = 0): boolean {
  if (tree.write !== undefined) return tree.write !== never;
  const name = path[depth];
  if (name === undefined) return parts(tree).some((part) => mayWrite(part, []));
  return mayWrite(partOfTree(tree, name), path, depth + 1) || (/^\d+$/.test(name) && mayWrite(tree, path, depth + 1));
}

function writesAllParts(tree: WriteTree): Expression {
  if (tree.rest === undefined) return never;
  return all(parts(tree).map((part) => writesAll(part, [])));
}

function parts({ fields, rest }: WriteTree): readonly WriteTree[] {
  return rest === undefined ? [...fields.values()] : [...fields.values(), rest];
}
