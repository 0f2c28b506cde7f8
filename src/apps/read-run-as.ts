import type { RunAs } from './run-as.ts';
import type { Fields } from './fields.ts';

/** As whom it runs, by the three fields that say so; the system before a user before a script. */
export function readRunAs(fields: Fields): RunAs {
  const isSystem = fields.flag('run_as_system');
  const userId = fields.text('run_as_user_id') ?? '';
  const source = fields.text('run_as_user_id_script_source') ?? '';
  if (isSystem) return { as: 'system' };
  if (userId !== '') return { as: 'user', userId };
  return source === '' ? { as: 'application' } : { as: 'script', source };
}
