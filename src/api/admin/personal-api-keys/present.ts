import type { ObjectId } from '../../../mongo/index.ts';
import { instant } from '../../../representation/index.ts';
import type { PersonalApiKey, User } from '../../../store/index.ts';
import { maskedKey } from '../masked-key.ts';
import { userPath } from '../user-entity.ts';

/** A key of this user with its private part masked, or in clear where it has just been made. */
export function toPersonalKey(user: Pick<User, '_id'>, key: PersonalApiKey, privateKey?: string) {
  return {
    id: key._id.toHexString(),
    desc: key.desc,
    created: instant(key.createdAt),
    privateKey: privateKey ?? maskedKey(key),
    links: [
      { rel: 'self', href: keyPath(user, key._id) },
      { rel: 'user', href: userPath(user) },
    ],
  };
}

export function keyPath(user: Pick<User, '_id'>, keyId: ObjectId): string {
  return `${userPath(user)}/apiKeys/${keyId.toHexString()}`;
}
