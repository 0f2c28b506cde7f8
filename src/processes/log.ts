import { pino, type Logger } from 'pino';
import pretty from 'pino-pretty';

/** A line waits so long at most, and so many bytes of lines, for the others that are written with it. */
const batch = { ms: 200, bytes: 4096 };

/** JSON lines on stdout, written in batches; readable ones on a terminal, at once. */
export function createLog(level: string, bindings: Readonly<Record<string, unknown>> = {}): Logger {
  const options = { level, base: bindings, timestamp: pino.stdTimeFunctions.isoTime };
  if (process.stdout.isTTY) {
    return pino(options, pretty({ sync: true, singleLine: true, translateTime: 'SYS:HH:MM:ss.l' }));
  }
  const destination = pino.destination({ fd: 1, sync: false, minLength: batch.bytes });
  setInterval(() => destination.flush(), batch.ms).unref();
  return pino(options, destination);
}
