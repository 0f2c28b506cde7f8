/**
 * Runs as a process of its own: the library prints its progress, reads MONGOMS_* from the environment and cannot be
 * stopped, all of which the parent wants to itself.
 */
import { DryMongoBinary } from 'mongodb-memory-server-core/lib/util/DryMongoBinary.js';
import { MongoBinaryDownload } from 'mongodb-memory-server-core/lib/util/MongoBinaryDownload.js';

const [, , downloadDir = '.'] = process.argv;
try {
  const options = await DryMongoBinary.generateOptions({ downloadDir });
  const download = new MongoBinaryDownload({ ...options, downloadDir, checkMD5: true });
  const program = await download.getMongodPath();
  process.send?.({ program, version: options.version });
} catch (error) {
  process.send?.({ failure: error instanceof Error ? error.message : String(error) });
}
