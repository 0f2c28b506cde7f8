import { join } from 'node:path';
import { type DataFiles, readIfThere } from './data-files.ts';
import type { MongodLog } from './log.ts';
import { commandLine, processStart } from './process-identity.ts';
import type { MongodRecord } from './record.ts';
import { stopProcess, untilGone } from './stop-process.ts';

/**
 * Stops a mongod that a killed service left over on this data directory, and waits for it: what it acknowledged is on
 * disk then. To be called by the holder of the directory's lock.
 */
export async function stopOrphan(files: DataFiles, record: MongodRecord | undefined, log: MongodLog): Promise<void> {
  const recorded = record?.process;
  const suspects = new Set<number>();
  if (recorded !== undefined && processStart(recorded.pid) === recorded.start) suspects.add(recorded.pid);
  // mongod itself notes its pid too: for the moment between its start and our record.
  suspects.add(Number(readIfThere(join(files.db, 'mongod.lock'))));
  for (const pid of suspects) {
    if (!isOurs(pid, files)) continue;
    log.warn({ pid }, `stopping mongod ${pid}, left over by a service that was killed`);
    await stopProcess(pid, untilGone(pid));
  }
}

/** A pid says little after a restart of the machine; the command line that names our files does. */
function isOurs(pid: number, files: DataFiles): boolean {
  return pid > 0 && commandLine(pid).includes(`--dbpath ${files.db} `);
}
