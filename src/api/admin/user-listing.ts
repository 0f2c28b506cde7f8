import type { OperationRequest } from '../../contract/index.ts';
import type { Filter } from '../../mongo/index.ts';
import type { Store, User } from '../../store/index.ts';
import { callerOf } from './caller.ts';
import { listRecords } from './listing.ts';
import { toUsers } from './user-entity.ts';

type Request = Parameters<typeof listRecords>[1] & Pick<OperationRequest<unknown>, 'principal'>;

/** One page of the users that match, by name, as the caller may see them. */
export async function listUsers(store: Store, request: Request, filter: Filter<User>) {
  const options = { filter, sort: { username: 1 }, toEntity: (user: User) => user };
  const page = await listRecords(store.users, request, options);
  return { ...page, results: await toUsers(store, callerOf(request), page.results) };
}
