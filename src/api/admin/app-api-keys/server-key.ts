import type { KeyFilter } from '../../../app-users/index.ts';
import type { AppRecord } from '../../../store/index.ts';
import { requireId } from '../ids.ts';

/** A server key of an app, as a filter. @throws Problem APP_API_KEY_NOT_FOUND */
export function serverKey(app: AppRecord, appApiKeyId: string): KeyFilter {
  return { _id: requireId(appApiKeyId, 'APP_API_KEY_NOT_FOUND'), appId: app._id, kind: 'server' };
}
