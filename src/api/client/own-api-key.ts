import type { KeyFilter } from '../../app-users/index.ts';
import { ObjectId } from '../../mongo/index.ts';
import type { AppApiKey, AppUserRecord } from '../../store/index.ts';

/** One of a user's own keys, as a filter. */
export function ownKey({ appId, userId }: AppUserRecord, id: string): KeyFilter {
  return { _id: new ObjectId(id), appId, kind: 'user', userId };
}

/** A key without its value. */
export function toOwnKey({ _id, name, disabled }: AppApiKey) {
  return { _id: _id.toHexString(), name, disabled };
}
