import { ObjectId } from '../../mongo/index.ts';
import { Problem } from '../../problem/index.ts';
import type { Store, Team, Transaction, UnitOfWork, User } from '../../store/index.ts';

type TeamKey = Pick<Team, '_id' | 'orgId'>;
type Member = Pick<User, '_id' | 'username' | 'teamIds'>;

const mostUsers = 250;

/** Keeps a team from being deleted and from getting other members meanwhile. → false when there is no such team */
export async function holdTeam(store: Store, { _id, orgId }: TeamKey, transaction: Transaction): Promise<boolean> {
  const held = { $set: { heldBy: new ObjectId() } };
  return (await store.teams.updateOne({ _id, orgId }, held, transaction)).matchedCount > 0;
}

/** Puts users into a team that is held; who is in it already stays. @throws Problem MAX_USERS_PER_TEAM_EXCEEDED */
export async function joinTeam(
  store: Store,
  { transaction, tell }: UnitOfWork,
  { _id, orgId }: TeamKey,
  users: readonly Member[],
): Promise<void> {
  const joining = users.filter(({ teamIds }) => !teamIds.some((id) => id.equals(_id)));
  const count = await store.users.countDocuments({ teamIds: _id }, transaction);
  requireFewUsers(count + joining.length);
  const ids = joining.map((user) => user._id);
  const change = { $addToSet: { teamIds: _id }, $inc: { revision: 1 } };
  await store.users.updateMany({ _id: { $in: ids } }, change, transaction);
  const teamId = _id.toHexString();
  for (const { username } of joining)
    await tell({ eventTypeName: 'JOINED_TEAM', orgId, target: { teamId, targetUsername: username } });
}

/** @throws Problem MAX_USERS_PER_TEAM_EXCEEDED */
export function requireFewUsers(count: number): void {
  if (count > mostUsers) throw new Problem('MAX_USERS_PER_TEAM_EXCEEDED', { parameters: [mostUsers] });
}

/** Whether one more user can join each of these teams. */
export async function hasRoom(store: Store, ids: readonly ObjectId[], transaction: Transaction): Promise<boolean> {
  for (const _id of ids)
    if ((await store.users.countDocuments({ teamIds: _id }, transaction)) >= mostUsers) return false;
  return true;
}

/** Takes teams that are no more out of users, projects and invitations. */
export async function forgetTeams(store: Store, ids: readonly ObjectId[], transaction: Transaction): Promise<void> {
  const among = { $in: [...ids] };
  const withoutIds = { $pullAll: { teamIds: [...ids] }, $inc: { revision: 1 } };
  const withoutRoles = { $pull: { teams: { teamId: among } }, $inc: { revision: 1 } };
  await store.users.updateMany({ teamIds: among }, withoutIds, transaction);
  await store.invitations.updateMany({ teamIds: among }, withoutIds, transaction);
  await store.projects.updateMany({ 'teams.teamId': among }, withoutRoles, transaction);
}
