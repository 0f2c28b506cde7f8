import { closeSync, openSync, readSync, renameSync, statSync } from 'node:fs';

const largestBytes = 16 * 1024 * 1024;

/** Moves a log file that has grown large to `<path>.1`, over the one before. Says whether it did. */
export function rotateLog(path: string, maxBytes = largestBytes): boolean {
  if (logSize(path) < maxBytes) return false;
  renameSync(path, `${path}.1`);
  return true;
}

/** Bytes in the log so far; 0 when there is none. */
export function logSize(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** What mongod wrote after an offset, at most 256 KiB of it. */
export function logSince(path: string, offset: number): string {
  const file = openSync(path, 'r');
  try {
    const text = Buffer.alloc(Math.min(Math.max(logSize(path) - offset, 0), 256 * 1024));
    return text.toString('utf8', 0, readSync(file, text, 0, text.length, offset));
  } finally {
    closeSync(file);
  }
}

/** Pure: the last errors in mongod's log (JSON lines), and whatever is no JSON: a loader's or an option's complaint. */
export function errorsInLog(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .flatMap(errorIn)
    .filter((error) => error !== '')
    .slice(-3);
}

interface LogLine {
  s?: string;
  msg?: string;
  attr?: { error?: unknown };
}

function errorIn(line: string): string[] {
  const entry = parseLine(line);
  if (entry === undefined) return [line.trim()];
  if (entry.s !== 'E' && entry.s !== 'F') return [];
  const { error } = entry.attr ?? {};
  if (error === undefined) return [`${entry.msg}`.trim()];
  return [`${entry.msg}: ${typeof error === 'string' ? error : JSON.stringify(error)}`];
}

function parseLine(line: string): LogLine | undefined {
  try {
    return JSON.parse(line) as LogLine;
  } catch {
    return undefined;
  }
}
