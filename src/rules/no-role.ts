import type { RuleSet } from './rule-set.ts';

/** For the log: why a document has no role, as far as that is known without looking at it. */
export function noRole({ functions = [] }: RuleSet): string {
  const reason = 'No role applies to the document.';
  if (functions.length === 0) return reason;
  return `${reason} Functions are not called; conditions that need one count as false: ${functions.join(', ')}.`;
}
