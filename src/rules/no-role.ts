import { ofRules, type Reason } from './refusal.ts';
import type { RuleSet } from './rule-set.ts';

/** For the log: why a document has no role, as far as that is known without looking at it. */
export function noRole({ functions = [] }: RuleSet): Reason {
  const reason = 'No role applies to the document.';
  if (functions.length === 0) return ofRules(reason);
  const names = functions.join(', ');
  return ofRules(`${reason} Functions are not called; conditions that need one count as false: ${names}.`);
}
