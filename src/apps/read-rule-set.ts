import type { RuleSet } from './definition.ts';
import { fieldsOf, type Fields } from './fields.ts';
import type { Part } from './part.ts';

/** A file with roles and filters alone: default rules. */
export function readRuleSet(part: Part): RuleSet {
  const fields = fieldsOf(part);
  const { rules = { roles: [], filters: [] } } = readRules(fields);
  fields.end('id', '_id');
  return rules;
}

/** The roles and filters among the fields of a file; nothing when it has neither. */
export function readRules(fields: Fields): { rules?: RuleSet } {
  const roles = fields.items('roles').map(({ value }) => value);
  const filters = fields.items('filters').map(({ value }) => value);
  return roles.length === 0 && filters.length === 0 ? {} : { rules: { roles, filters } };
}
