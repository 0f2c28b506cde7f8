import { hashPassword } from '../auth/index.ts';
import { mountDefaults, mountPath, type Config, type MountSettings } from '../config/index.ts';
import type { MountUser } from '../mounts/index.ts';
import type { NewDocdbMount } from '../store/index.ts';
import { openDocdbUser, type DocdbUser } from './docdb-user.ts';

export interface StartMounts {
  readonly mounts: readonly NewDocdbMount[];
  /** The generated user of a start that nobody told about mounts. */
  readonly generatedUser?: DocdbUser;
}

/** The mounts that this start writes to the store, their passwords hashed. */
export async function startMounts({ command, mounts, dataDir }: Config): Promise<StartMounts> {
  if (mounts !== undefined) return { mounts: await Promise.all(mounts.map(hashed)) };
  if (command === 'serve') return { mounts: [] };
  const generatedUser = await openDocdbUser(dataDir);
  return { mounts: [await hashed({ ...mountDefaults, users: [generatedUser] })], generatedUser };
}

async function hashed(mount: MountSettings): Promise<NewDocdbMount> {
  return { ...mount, path: mountPath(mount), users: mount.users === 'none' ? 'none' : await hashedUsers(mount.users) };
}

function hashedUsers(users: Exclude<MountSettings['users'], 'none'>): Promise<MountUser[]> {
  return Promise.all(
    users.map(async ({ username, password }) => ({ username, passwordHash: await hashPassword(password.reveal()) })),
  );
}
