import { bind } from './expression/bind.ts';
import { always, never } from './expression/expression.ts';
import { ForUser } from './for-user.ts';
import type { RuleContext } from './rule-context.ts';
import type { RuleSet } from './rule-set.ts';

/** The names of the roles that decide for a user: one, or several where it depends on the document which. */
export function rolesOfUser(ruleSet: RuleSet, context: RuleContext): readonly string[] {
  return names.get(ruleSet, context, '', () => namesOf(ruleSet, context));
}

const names = new ForUser<readonly string[]>();

function namesOf({ roles }: RuleSet, context: RuleContext): readonly string[] {
  const found: string[] = [];
  for (const { name, applyWhen } of roles) {
    const applies = bind(applyWhen, { context, reading: true, thisPath: [] });
    if (applies !== never) found.push(name);
    if (applies === always) break;
  }
  return found;
}
