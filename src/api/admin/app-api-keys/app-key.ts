import type { KeyFilter } from '../../../app-users/index.ts';
import type { AppRecord } from '../../../store/index.ts';
import { requireId } from '../ids.ts';

/** A key of an app, the server's or a user's, as a filter. @throws Problem APP_API_KEY_NOT_FOUND */
export function appKey(app: AppRecord, appApiKeyId: string): KeyFilter {
  return { _id: requireId(appApiKeyId, 'APP_API_KEY_NOT_FOUND'), appId: app._id };
}
