/**
 * Which documents and fields a user may read and write: rules of an app → plans of plain data.
 * Pure: knows no HTTP, no MongoDB, no apps; `bson` gives it the classes of values.
 */
export type { Expression } from './expression/expression.ts';
export type { RuleFault } from './place.ts';
export type { RuleSet } from './rule-set.ts';
export type { RuleSettings } from './settings.ts';
export type { RuleContext, RuleIdentity, RuleRequest, RuleUser } from './rule-context.ts';
export { RuleRefusal, type RefusalCode } from './refusal.ts';
export {
  checkDocumentExpression,
  checkExpression,
  checkRuleSet,
  functionsOf,
  InvalidRulesError,
  parseDocumentExpression,
  parseRuleSet,
  parseUserExpression,
} from './parse-rule-set.ts';
export { chooseRuleSet } from './choose-rule-set.ts';
export { holdsForDocument } from './holds-for-document.ts';
export { holdsForUser } from './holds-for-user.ts';
export { rolesOfUser } from './roles-of-user.ts';
export { planRead, type ReadPlan, type ReadQuery } from './read/plan-read.ts';
export { type AggregatePlan, planAggregate } from './aggregate/plan-aggregate.ts';
export { type InsertPlan, planInsert } from './write/plan-insert.ts';
export { planUpdate, type UpdatePlan, type UpdateQuery, type UpsertPlan } from './write/plan-update.ts';
export { type DeletePlan, planDelete } from './write/plan-delete.ts';
export { type Explanation, explainRules } from './explain/explain-rules.ts';
