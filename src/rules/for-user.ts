import type { RuleContext, RuleUser } from './rule-context.ts';
import type { RuleSet } from './rule-set.ts';

interface Made<Result> extends Pick<RuleContext, 'values' | 'environment'> {
  readonly ruleSet: RuleSet;
  readonly results: Map<string, Result>;
}

const mostResults = 20;

/**
 * What a rule set means for a user, as long as the user is remembered: most requests of a user are like the one before. Nothing
 * is kept of rules that speak of the request, nor of users that come anew with each.
 */
export class ForUser<Result> {
  readonly #made = new WeakMap<RuleUser, Made<Result>>();

  /** @param key what the result depends on beside user, rules and environment; no two such things may have the same */
  get(ruleSet: RuleSet, context: RuleContext, key: string, make: () => Result): Result {
    if (ruleSet.isOfUserAlone !== true) return make();
    const { results } = this.#madeFor(ruleSet, context);
    const known = results.get(key);
    if (known !== undefined) return known;
    if (results.size >= mostResults) results.clear();
    const result = make();
    results.set(key, result);
    return result;
  }

  #madeFor(ruleSet: RuleSet, { user, values, environment }: RuleContext): Made<Result> {
    const known = this.#made.get(user);
    if (known?.ruleSet === ruleSet && known.values === values && known.environment === environment) return known;
    const made = { ruleSet, values, environment, results: new Map<string, Result>() };
    this.#made.set(user, made);
    return made;
  }
}
