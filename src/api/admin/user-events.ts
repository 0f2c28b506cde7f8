import type { Event, Store, UnitOfWork, User } from '../../store/index.ts';
import { placesOf } from './role-places.ts';

/** Tells of a change of a user wherever he has roles; in the service when that is nowhere. */
export async function tellOfUser(
  store: Store,
  { tell, transaction }: UnitOfWork,
  eventTypeName: string,
  { username, roles }: Pick<User, 'username' | 'roles'>,
  more: Event['target'] = {},
): Promise<void> {
  const places = await placesOf(store, roles, transaction);
  for (const place of places.length > 0 ? places : [{}])
    await tell({ eventTypeName, ...place, target: { targetUsername: username, ...more } });
}
