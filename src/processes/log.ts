import { pino, type Logger } from 'pino';
import pretty from 'pino-pretty';

let second = -1;
let secondText = '';

/** The member that pino begins a line with, in UTC and in milliseconds; a Date is made each second, not for each line. */
function isoTime(): string {
  const now = Date.now();
  if (Math.floor(now / 1000) !== second) {
    second = Math.floor(now / 1000);
    secondText = new Date(now).toISOString().slice(0, -4);
  }
  return `,"time":"${secondText}${String(now % 1000).padStart(3, '0')}Z"`;
}

/** A line waits so long at most, and so many bytes of lines, for the others that are written with it. */
const batch = { ms: 200, bytes: 12_288 };

/** JSON lines on stdout, written in batches; readable ones on a terminal, at once. */
export function createLog(level: string, bindings: Readonly<Record<string, unknown>> = {}): Logger {
  const options = { level, base: bindings, timestamp: isoTime };
  if (process.stdout.isTTY) {
    return pino(options, pretty({ sync: true, singleLine: true, translateTime: 'SYS:HH:MM:ss.l' }));
  }
  const destination = pino.destination({ fd: 1, sync: false, minLength: batch.bytes });
  setInterval(() => destination.flush(), batch.ms).unref();
  return pino(options, destination);
}
