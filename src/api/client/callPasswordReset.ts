import type { OperationHandler } from '../../contract/index.ts';
import { Problem } from '../../problem/index.ts';
import { callerOf } from './caller.ts';

/** Would run the app's reset function. @throws Problem FUNCTION_NOT_RUNNABLE as long as functions do not run */
export function callPasswordReset(): OperationHandler<'callPasswordReset'> {
  return async (request) => {
    const { resetFunctionName = 'none' } = callerOf(request).app.providers['local-userpass'] ?? {};
    throw new Problem('FUNCTION_NOT_RUNNABLE', { parameters: [resetFunctionName] });
  };
}
