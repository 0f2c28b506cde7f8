import type { UnitOfWork } from '../../../store/index.ts';
import type { RolePlace } from '../role-places.ts';

/** Tells of a change of a user wherever it matters; in the service alone when that is nowhere. */
export async function tellOfUser(
  { tell }: UnitOfWork,
  eventTypeName: string,
  targetUsername: string,
  places: readonly RolePlace[],
): Promise<void> {
  for (const place of places.length > 0 ? places : [{}])
    await tell({ eventTypeName, ...place, target: { targetUsername } });
}
