import { bind } from '../expression/bind.ts';
import { always, type Expression } from '../expression/expression.ts';
import { ofRules, type Reason } from '../refusal.ts';
import type { RuleContext } from '../rule-context.ts';
import type { Role } from '../rule-set.ts';
import { permits, unpermitted, type Write } from './written.ts';
import { mayWrite, type WriteTree, writeTree } from './write-tree.ts';

/** What a role lets one user write. */
export interface WriteRole {
  readonly name: string;
  /** The write side of its document filters. */
  readonly filter: Expression;
  readonly tree: WriteTree;
  readonly insert: Expression;
  /** Undefined where the role does not say. */
  readonly delete: Expression | undefined;
}

export function writeRole(role: Role, context: RuleContext): WriteRole {
  const bound = (expression: Expression) => bind(expression, { context, reading: false });
  return {
    name: role.name,
    filter: bound(role.documentFilters?.write ?? always),
    tree: writeTree(role.permissions, context),
    insert: bound(role.insert ?? always),
    delete: role.delete && bound(role.delete),
  };
}

/** Why a role does not let a document be written, for administrators; undefined where it does. */
export function whyNotWritable({ name, filter, tree }: WriteRole, write: Write): Reason | undefined {
  if (!permits(filter, write))
    return ofRules(`The role ${name}: the document does not pass its document filter for writing.`);
  if (!mayWrite(tree, [])) return ofRules(`The role ${name} may write nothing.`);
  const path = unpermitted(tree, write);
  if (path === undefined) return undefined;
  if (path === '') return ofRules(`The role ${name} may not write the document.`);
  return {
    told: `The role ${name} may not write ${path}.`,
    logged: `The role ${name} may not write one of the fields.`,
  };
}
