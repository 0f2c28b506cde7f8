import type { OperationHandler } from '../../contract/index.ts';
import { callerOf } from './caller.ts';

/** Where an app's clients send their requests: here. */
export function getAppLocation(): OperationHandler<'getAppLocation'> {
  return async (request) => {
    const { location, deploymentModel } = callerOf(request).app.definition;
    const body = {
      deployment_model: deploymentModel,
      location,
      hostname: request.origin,
      ws_hostname: request.origin.replace(/^http/, 'ws'),
    };
    return { status: 200, body };
  };
}
