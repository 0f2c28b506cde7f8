import type { OperationHandler } from '../../contract/index.ts';
import { Problem } from '../../problem/index.ts';
import { callerOf } from './caller.ts';

/** Would run the app's confirmation function. @throws Problem FUNCTION_NOT_RUNNABLE as long as functions do not run */
export function callEmailConfirmation(): OperationHandler<'callEmailConfirmation'> {
  return async (request) => {
    const { confirmationFunctionName = 'none' } = callerOf(request).app.providers['local-userpass'] ?? {};
    throw new Problem('FUNCTION_NOT_RUNNABLE', { parameters: [confirmationFunctionName] });
  };
}
