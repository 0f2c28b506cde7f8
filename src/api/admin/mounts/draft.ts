import { hashPassword } from '../../../auth/index.ts';
import { mountDefaults } from '../../../config/index.ts';
import type { OperationHandler } from '../../../contract/index.ts';
import { ObjectId } from '../../../mongo/index.ts';
import { mountPath, type MountUser } from '../../../mounts/index.ts';
import type { AdminDeps } from '../deps.ts';
import type { ProjectMount } from './record.ts';
import { inOrder, requireLimits, requireScope, requireUsers } from './settings.ts';

type Body = Parameters<OperationHandler<'createMount'>>[0]['body'];

/** The record of a new mount, all but its data source's id. @throws Problem that names the wrong attribute */
export async function draftMount(body: Body, groupId: ObjectId, deps: AdminDeps): Promise<ProjectMount> {
  const { database, collection, dataSource, serviceDataSource, auth = 'users', users = [] } = body;
  requireScope(body, deps);
  requireUsers(body);
  const limits = requireLimits(body);
  return {
    _id: new ObjectId(),
    origin: 'api',
    groupId,
    path: mountPath(body),
    ...(database !== undefined && { database }),
    ...(collection !== undefined && { collection }),
    dataSource: dataSource ?? serviceDataSource ?? mountDefaults.dataSource,
    methods: inOrder(body.methods ?? mountDefaults.methods),
    users: auth === 'none' ? 'none' : await Promise.all(users.map(hashed)),
    ...limits,
    maxTimeMs: body.maxTimeMs ?? mountDefaults.maxTimeMs,
    allowServerSideJavaScript: body.allowServerSideJavaScript ?? mountDefaults.allowServerSideJavaScript,
    createdAt: new Date(),
    revision: 1,
  };
}

/** A user with a hash in the place of the password. */
export async function hashed({ username, password }: { username: string; password: string }): Promise<MountUser> {
  return { username, passwordHash: await hashPassword(password) };
}
