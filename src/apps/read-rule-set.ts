import { checkRuleSet } from '../rules/index.ts';
import type { RuleSet } from './definition.ts';
import type { JsonValue } from './expression.ts';
import { isObject, type Part } from './part.ts';
import { reportFaults } from './read-expression.ts';

const none: RuleSet = { roles: [], filters: [] };

/** The roles and filters of a file, checked with everything else that stands in it; none when it has neither. */
export function readRuleSet(part: Part): RuleSet | undefined {
  reportFaults(part, checkRuleSet(part.value));
  const { roles, filters } = isObject(part.value) ? { ...none, ...part.value } : none;
  const rules = { roles: listOf(roles), filters: listOf(filters) };
  return rules.roles.length === 0 && rules.filters.length === 0 ? undefined : rules;
}

function listOf(value: JsonValue): readonly JsonValue[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [];
}
