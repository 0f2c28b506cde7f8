import { access, constants, mkdir } from 'node:fs/promises';
import { codeOf, StartError } from '../config/index.ts';
import { lockDataDir, type DataDirLock } from '../mongod/index.ts';

/**
 * Makes the data directory where it is missing (0700) and takes it for this process.
 * @throws Error with the mend when it cannot be written or another service has it.
 */
export async function takeDataDir(dataDir: string): Promise<DataDirLock> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new StartError(
      `The data directory ${dataDir} cannot be made or written (${codeOf(cause)}). Give another: --data-dir`,
      { cause },
    );
  }
  return lockDataDir(dataDir);
}
