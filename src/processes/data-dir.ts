import { access, constants, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { codeOf, StartError } from '../config/index.ts';
import { lockDataDir, type DataDirLock } from '../mongod/index.ts';

/**
 * Makes the data directory where it is missing (0700) and takes it for this process.
 * @throws Error with the mend when it cannot be written or another service has it.
 */
export async function takeDataDir(dataDir: string): Promise<DataDirLock> {
  try {
    await makeFolder(dataDir);
    await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new StartError(
      `The data directory ${dataDir} cannot be made or written (${codeOf(cause)}). Give another: --data-dir`,
      { cause },
    );
  }
  return lockDataDir(dataDir);
}

/** Node's own recursive mkdir never ends where a file system takes no new folders (`/proc`). */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return;
    if (codeOf(error) !== 'ENOENT' || dirname(path) === path) throw error;
    await makeFolder(dirname(path));
    await mkdir(path, { mode: 0o700 });
  }
}
