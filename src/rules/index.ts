/**
 * Which documents and fields a user may read and write: rules of an app → plans of plain data.
 * Pure: knows no HTTP, no MongoDB, no apps; `bson` gives it the classes of values.
 */
export type { RuleFault } from './place.ts';
export type { RuleSet } from './rule-set.ts';
export {
  checkDocumentExpression,
  checkExpression,
  checkRuleSet,
  InvalidRulesError,
  parseRuleSet,
  parseUserExpression,
} from './parse-rule-set.ts';
