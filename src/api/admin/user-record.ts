import { Problem } from '../../problem/index.ts';
import type { Store, User } from '../../store/index.ts';
import { requireId } from './ids.ts';

export function noUser(userId: string): Problem {
  return new Problem('USER_NOT_FOUND', { parameters: [userId] });
}

/** @throws Problem INVALID_USER_ID or USER_NOT_FOUND */
export async function findUser(store: Store, userId: string): Promise<User> {
  const user = await store.users.findOne({ _id: requireId(userId, 'INVALID_USER_ID') });
  if (user === null) throw noUser(userId);
  return user;
}
