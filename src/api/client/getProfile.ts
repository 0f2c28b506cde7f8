import { providerId } from '../../app-users/index.ts';
import { toExtendedJson } from '../../bson/index.ts';
import type { OperationHandler } from '../../contract/index.ts';
import { accountOf, callerOf } from './caller.ts';

/** What a client shows of its user. */
export function getProfile(): OperationHandler<'getProfile'> {
  return async (request) => {
    const { app, user } = callerOf(request);
    const { userId, identities, data, type } = accountOf(request);
    const body = {
      user_id: userId,
      domain_id: app.id.toHexString(),
      identities: identities.map(({ id, providerType, data: providerData }) => ({
        id,
        provider_type: providerType,
        provider_id: providerId(app.id, providerType),
        ...(providerData !== undefined && { provider_data: asJson(providerData) }),
      })),
      data: asJson(data),
      custom_data: asJson(user?.custom_data ?? {}),
      type,
    };
    return { status: 200, body };
  };
}

/** As access tokens have it. */
function asJson(data: object): Record<string, unknown> {
  return toExtendedJson(data) as Record<string, unknown>;
}
