import { RuleRefusal } from './refusal.ts';
import type { RuleSet } from './rule-set.ts';

/**
 * The rules of a collection: its own roles where it has any, else the default ones of its data source; its own filters
 * always, the default ones with the default roles.
 * @throws RuleRefusal NoMatchingRuleFound, when there are no roles at all
 */
export function chooseRuleSet(namespace: string, own: RuleSet | undefined, byDefault: RuleSet | undefined): RuleSet {
  if (own !== undefined && own.roles.length > 0) return own;
  if (byDefault === undefined || byDefault.roles.length === 0) {
    throw new RuleRefusal('NoMatchingRuleFound', `no rule exists for namespace '${namespace}'`);
  }
  if (own === undefined || own.filters.length === 0) return byDefault;
  return {
    roles: byDefault.roles,
    filters: [...own.filters, ...byDefault.filters],
    functions: [...(own.functions ?? []), ...(byDefault.functions ?? [])],
  };
}
