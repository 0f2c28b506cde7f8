import { pino, type Logger } from 'pino';
import pretty from 'pino-pretty';

/** JSON lines on stdout; readable ones on a terminal. */
export function createLog(level: string, bindings: Readonly<Record<string, unknown>> = {}): Logger {
  const destination = process.stdout.isTTY
    ? pretty({ sync: true, singleLine: true, translateTime: 'SYS:HH:MM:ss.l' })
    : pino.destination({ fd: 1, sync: false });
  return pino({ level, base: bindings, timestamp: pino.stdTimeFunctions.isoTime }, destination);
}
