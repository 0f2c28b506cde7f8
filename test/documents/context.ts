import type { RuleContext } from '../../src/rules/index.ts';

export const system = 'system';

/** A user by id; `system` passes all rules. */
export function contextOf(id: string): RuleContext {
  const type = id === system ? 'system' : 'normal';
  return { user: { id, type, data: {}, custom_data: {}, identities: [] } };
}
