import { ExtendedJsonError, toBson } from '../bson/index.ts';
import { parseExpression } from './expression/parse-expression.ts';
import { type Expression, never } from './expression/expression.ts';
import type { Scope } from './expression/scope.ts';
import { parseFilter } from './parse-filter.ts';
import { parseRole } from './parse-role.ts';
import { noFindings, Place, type RuleFault } from './place.ts';
import { fieldsOf } from './rule-fields.ts';
import type { RuleSet } from './rule-set.ts';

/** Faults were found that `checkRuleSet` would have told. */
export class InvalidRulesError extends Error {
  readonly faults: readonly RuleFault[];

  constructor(faults: readonly RuleFault[]) {
    super(faults.map(({ pointer, message }) => `${pointer}: ${message}`).join('\n'));
    this.name = 'InvalidRulesError';
    this.faults = faults;
  }
}

/**
 * What is wrong with a `rules.json` or `default_rule.json`, as plain JSON: structure, unknown names, every expression.
 * Faults of severity `error` make `parseRuleSet` refuse it.
 */
export function checkRuleSet(json: unknown): RuleFault[] {
  return read(json, readRuleSet).faults;
}

/** @throws InvalidRulesError */
export function parseRuleSet(json: unknown): RuleSet {
  const ruleSet = require(read(json, readRuleSet));
  return { ...ruleSet, isOfUserAlone: !JSON.stringify(json).includes('%%request') };
}

/** What is wrong with an expression outside rules that sees no document: `can_evaluate` of functions and of the Data API. */
export function checkExpression(json: unknown): RuleFault[] {
  return read(json, readExpression).faults;
}

/** What is wrong with an expression that sees a document, and what it was before: `validate` of a schema. */
export function checkDocumentExpression(json: unknown): RuleFault[] {
  return read(json, (bson, place) => parseExpression(bson, place, { sees: 'document', name: 'validate' })).faults;
}

/** @throws InvalidRulesError */
export function parseDocumentExpression(json: unknown): Expression {
  return require(read(json, (bson, place) => parseExpression(bson, place, { sees: 'document', name: 'validate' })));
}

/** @throws InvalidRulesError */
export function parseUserExpression(json: unknown): Expression {
  return require(read(json, readExpression));
}

/** Names of functions that an expression outside rules would call: it counts as false there. */
export function functionsOf(json: unknown): readonly string[] {
  const names = (bson: unknown, place: Place): readonly string[] => {
    parseExpression(bson, place, { sees: 'document', name: 'condition' });
    return place.functions;
  };
  return read(json, names).result ?? [];
}

interface Reading<Result> {
  readonly result: Result | undefined;
  readonly faults: RuleFault[];
}

function read<Result>(json: unknown, reader: (bson: unknown, place: Place) => Result): Reading<Result> {
  const findings = noFindings();
  const { faults } = findings;
  try {
    return { result: reader(toBson(json), new Place(findings)), faults };
  } catch (error) {
    if (!(error instanceof ExtendedJsonError)) throw error;
    const { path: pointer, message } = error;
    return { result: undefined, faults: [{ severity: 'error', pointer, message, mend: 'Write valid Extended JSON.' }] };
  }
}

function require<Result>({ result, faults }: Reading<Result>): Result {
  const errors = faults.filter(({ severity }) => severity === 'error');
  if (result === undefined || errors.length > 0) throw new InvalidRulesError(errors);
  return result;
}

function readExpression(json: unknown, place: Place): Expression {
  const scope: Scope = { sees: 'user', name: 'condition' };
  return json === undefined ? never : parseExpression(json, place, scope);
}

function readRuleSet(json: unknown, place: Place): RuleSet {
  const fields = fieldsOf(json, place);
  const roles = fields.items('roles').map((role, index) => parseRole(role, place.below('roles').below(index)));
  const filters = fields
    .items('filters')
    .map((filter, index) => parseFilter(filter, place.below('filters').below(index)));
  fields.end('id', '_id', 'database', 'collection', 'schema', 'relationships');
  warnOfDoubles(roles, place.below('roles'));
  return { roles, filters, functions: place.functions };
}

function warnOfDoubles(roles: readonly { readonly name: string }[], place: Place): void {
  const names = new Set<string>();
  for (const [index, { name }] of roles.entries()) {
    if (names.has(name))
      place.below(index).warning(`Another role is called ${name}.`, 'Give each role a name of its own.');
    names.add(name);
  }
}
