import type { OperationHandler } from '../../contract/index.ts';

/** Alive: the process answers. Touches nothing else, so that a slow database does not get it killed. */
export function getHealth(): OperationHandler<'getHealth'> {
  return async () => ({ status: 200, body: { status: 'ok' } });
}
