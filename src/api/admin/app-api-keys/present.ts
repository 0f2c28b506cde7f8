import { instant } from '../../../representation/index.ts';
import type { AppApiKey, AppRecord } from '../../../store/index.ts';
import { appPathOf } from '../app-of-path.ts';

export function keyPath(app: AppRecord, { _id }: Pick<AppApiKey, '_id'>): string {
  return `${appPathOf(app)}/apiKeys/${_id.toHexString()}`;
}

/** A key; never its value nor its hash. */
export function toAppApiKey(app: AppRecord) {
  return (key: AppApiKey) => {
    const { _id, userId, name, disabled, createdAt } = key;
    return {
      id: _id.toHexString(),
      userId,
      name,
      disabled,
      created: instant(createdAt),
      links: [
        { rel: 'self', href: keyPath(app, key) },
        { rel: 'user', href: `${appPathOf(app)}/users/${encodeURIComponent(userId)}` },
      ],
    };
  };
}
