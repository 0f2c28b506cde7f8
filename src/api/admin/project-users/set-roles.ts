import type { OperationRequest } from '../../../contract/index.ts';
import { Problem } from '../../../problem/index.ts';
import type { Store, User } from '../../../store/index.ts';
import { callerOf } from '../caller.ts';
import { changeRoles } from '../change-roles.ts';
import { knownId, requireId } from '../ids.ts';
import type { LastOwnerCode } from '../owners.ts';

type Request = Pick<OperationRequest<unknown>, 'headers' | 'principal'> & {
  readonly path: { readonly groupId: string; readonly userId: string };
};

/** Gives a user of the project exactly these roles there; none takes him out of it. @throws Problem USER_NOT_IN_GROUP */
export async function setProjectRoles(
  store: Store,
  request: Request,
  roleNames: readonly string[],
  lastOwner: LastOwnerCode,
): Promise<User> {
  const { path } = request;
  const groupId = knownId(path.groupId);
  const filter = { _id: requireId(path.userId, 'INVALID_USER_ID'), 'roles.groupId': groupId };
  const missing = new Problem('USER_NOT_IN_GROUP', { parameters: [path.userId, path.groupId] });
  const given = roleNames.map((roleName) => ({ roleName, groupId }));
  const next = ({ roles }: User) => [...roles.filter((role) => role.groupId?.equals(groupId) !== true), ...given];
  return store.change(callerOf(request), (unit) =>
    changeRoles(store, unit, { filter, request, missing, next, lastOwner }),
  );
}
