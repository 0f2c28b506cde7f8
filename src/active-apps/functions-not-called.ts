import type { RuleSet } from '../rules/index.ts';

const longestName = 255;
const mostNames = 20;

/** Names of functions as the log of requests has them, each once and not too many; undefined for none. */
export function toNames(names: readonly string[]): readonly string[] | undefined {
  if (names.length === 0) return undefined;
  return [...new Set(names.map((name) => name.slice(0, longestName)))].slice(0, mostNames);
}

/** Those that a collection's rules would call: the default ones hold where it has no roles of its own. */
export function functionsOfRules(own: RuleSet | undefined, byDefault: RuleSet | undefined): readonly string[] {
  const isOwn = own !== undefined && own.roles.length > 0;
  return [...(own?.functions ?? []), ...((isOwn ? undefined : byDefault?.functions) ?? [])];
}
