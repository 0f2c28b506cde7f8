import { evaluate } from '../expression/evaluate.ts';
import { always, type Expression, never } from '../expression/expression.ts';
import { finderOf } from '../read/access.ts';
import { NamedPaths } from '../query/named-paths.ts';
import { simpleCollation } from '../read/plan-read.ts';
import { narrowed, showsWhole, viewOf } from '../read/view.ts';
import { noRole } from '../no-role.ts';
import { ofRules, type Reason, RuleRefusal } from '../refusal.ts';
import type { RuleContext } from '../rule-context.ts';
import type { RuleSet } from '../rule-set.ts';
import type { RuleSettings } from '../settings.ts';
import type { Document } from '../values/document.ts';
import { whyNotWritable, type WriteRole, writeRole } from './write-role.ts';
import { permits } from './written.ts';

export interface DeletePlan {
  /** For MongoDB: the user's own, narrowed to what the user may find. */
  readonly filter: Document;
  readonly collation: typeof simpleCollation | undefined;
  readonly findsNothing: boolean;
  /** Whether one command with the filter decides all. Else documents are found and checked one by one, in a transaction. */
  readonly static: boolean;
  /** Whether a document that MongoDB found is one that the user finds: others are passed over as if they were not there. */
  readonly finds: (document: Document) => boolean;
  /** @throws RuleRefusal DeleteNotPermitted: nothing is deleted then */
  readonly check: (document: Document) => void;
  readonly showsErrors: boolean;
}

/** @throws RuleRefusal */
export function planDelete(
  ruleSet: RuleSet,
  context: RuleContext,
  filter: Document,
  settings: RuleSettings = {},
): DeletePlan {
  if (context.user.type === 'system') return unruled(filter);
  const named = new NamedPaths(settings.additionalOperators);
  named.addFilter(filter);
  const view = viewOf(ruleSet, context, named.paths);
  const found = view.candidates.filter(({ finds }) => finds !== never);
  const roles = new Map(found.map(({ role }) => [role, writeRole(role, context)]));
  const verdicts = [...roles.values()].map(permission);
  if (verdicts.length > 0 && verdicts.every((verdict) => verdict === never))
    throw denied(ofRules('No role permits deletes.'));
  return {
    filter: narrowed(view, filter),
    collation: simpleCollation,
    findsNothing: view.findsNothing,
    static: view.exact && verdicts.every((verdict) => verdict === always),
    showsErrors: showsWhole(view),
    finds: (document) => finderOf(view.candidates, document) !== undefined,
    check(document) {
      const finder = finderOf(view.candidates, document);
      const role = finder && roles.get(finder.role);
      const reason = role === undefined ? noRole(ruleSet) : whyNotDeletable(role, document, settings);
      if (reason !== undefined) throw denied(reason);
    },
  };
}

function unruled(filter: Document): DeletePlan {
  const open = { filter, collation: undefined, findsNothing: false, static: true, showsErrors: true };
  return { ...open, finds: () => true, check: () => undefined };
}

/** What is known before any document is seen. Undefined: it depends. */
function permission({ filter, tree, delete: permitted = tree.write }: WriteRole): Expression | undefined {
  if (permitted === never || filter === never) return never;
  return permitted === always && filter === always ? always : undefined;
}

/** A role that says `delete` says it all; one that does not must permit to write the whole document. */
function whyNotDeletable(role: WriteRole, document: Document, settings: RuleSettings): Reason | undefined {
  const write = { before: document, after: undefined, settings };
  if (role.delete === undefined) return whyNotWritable(role, write);
  if (!permits(role.filter, write))
    return ofRules(`The role ${role.name}: the document does not pass its document filter.`);
  const isPermitted = evaluate(role.delete, { root: document, prevRoot: document, this: document, prev: document });
  return isPermitted ? undefined : ofRules(`The role ${role.name} does not permit the delete.`);
}

function denied(reason: Reason): RuleRefusal {
  return new RuleRefusal('DeleteNotPermitted', 'delete not permitted', reason);
}
