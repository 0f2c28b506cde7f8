import { bind } from '../expression/bind.ts';
import { evaluate } from '../expression/evaluate.ts';
import type { Expression } from '../expression/expression.ts';
import { ForUser } from '../for-user.ts';
import { noRole } from '../no-role.ts';
import { ofRules, type Reason, RuleRefusal } from '../refusal.ts';
import type { RuleContext } from '../rule-context.ts';
import type { RuleSet } from '../rule-set.ts';
import type { RuleSettings } from '../settings.ts';
import type { Document } from '../values/document.ts';
import { whyNotWritable, type WriteRole, writeRole } from './write-role.ts';
import { permits } from './written.ts';

export interface InsertPlan {
  /**
   * A document as the user sent it: an `_id` that MongoDB or the service makes needs no permission.
   * @throws RuleRefusal InsertNotPermitted
   */
  readonly check: (document: Document) => void;
  /** Whether MongoDB's error texts may be shown: they can quote fields that are hidden. */
  readonly showsErrors: boolean;
}

export function planInsert(ruleSet: RuleSet, context: RuleContext, settings: RuleSettings = {}): InsertPlan {
  if (context.user.type === 'system') return { check: () => undefined, showsErrors: true };
  const roles = inserters.get(ruleSet, context, '', () => insertersOf(ruleSet, context));
  const check = (document: Document): void => {
    const write = { before: undefined, after: document, settings };
    const role = roles.find(({ applies }) => evaluate(applies, { root: document, this: document }));
    if (role === undefined) throw denied(noRole(ruleSet));
    const reason = whyNotWritable(role, write);
    if (reason !== undefined) throw denied(reason);
    if (!permits(role.insert, write)) throw denied(ofRules(`The role ${role.name} does not permit the insert.`));
  };
  return { check, showsErrors: false };
}

interface Inserter extends WriteRole {
  readonly applies: Expression;
}

const inserters = new ForUser<readonly Inserter[]>();

function insertersOf({ roles }: RuleSet, context: RuleContext): readonly Inserter[] {
  return roles.map((role) => {
    return { applies: bind(role.applyWhen, { context, reading: false }), ...writeRole(role, context) };
  });
}

function denied(reason: Reason): RuleRefusal {
  return new RuleRefusal('InsertNotPermitted', 'insert not permitted', reason);
}
