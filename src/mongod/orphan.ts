import type { DataFiles } from './data-files.ts';
import type { MongodLog } from './log.ts';
import { processesWith } from './process-identity.ts';
import { stopProcess, untilGone } from './stop-process.ts';

/**
 * Stops a mongod that a killed service left over on this data directory, and waits for it: what it acknowledged is on
 * disk then. To be called by the holder of the directory's lock.
 */
export async function stopOrphan(files: DataFiles, log: MongodLog): Promise<void> {
  // By its command line and not by the recorded pid: the service may have been killed before it wrote the record, and the
  // pid may be another program's by now.
  for (const pid of processesWith(commandLineMark(files))) {
    log.warn({ pid }, `stopping mongod ${pid}, left over by a service that was killed`);
    await stopProcess(pid, untilGone(pid));
  }
}

/** What only the command line of a mongod of ours on this directory holds; see mongodArguments. */
export function commandLineMark(files: DataFiles): string {
  return ` --dbpath ${files.db} --keyFile ${files.keyFile} `;
}
