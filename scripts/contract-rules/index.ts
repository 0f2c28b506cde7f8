/**
 * Our own rules for the contract: names, policy, errors, examples, and what breaks generators or the validator.
 * It must not know where the contract comes from or what is made of it.
 */
export { operationIdFault } from './operation-rules.ts';
export { lintBundle, ruleset, type Violation } from './ruleset.ts';
export { lintSourceTree } from './source-tree.ts';
