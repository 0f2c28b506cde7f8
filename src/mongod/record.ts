import { type DataFiles, readIfThere, writePrivately } from './data-files.ts';
import { MongodError } from './mongod-error.ts';

/** What the data directory says of the mongod that opened it last. */
export interface MongodRecord {
  readonly version: string;
  readonly path: string;
  readonly port: number;
  /** Absent after a clean stop. */
  readonly process?: { readonly pid: number; readonly start: string } | undefined;
}

/**
 * The record of the last start, or undefined before the first.
 * @throws MongodError when the file is not a record.
 */
export function readRecord(files: DataFiles): MongodRecord | undefined {
  const text = readIfThere(files.record);
  if (text === undefined) return undefined;
  const record = parse(text);
  if (record !== undefined) return record;
  throw new MongodError(
    `${files.record} cannot be read: it is not a record of a mongod.`,
    `Restore the file, or remove it if the data in ${files.db} was never opened by a newer mongod.`,
  );
}

export function writeRecord(files: DataFiles, record: MongodRecord): void {
  writePrivately(files.record, `${JSON.stringify(record, null, 2)}\n`);
}

function parse(text: string): MongodRecord | undefined {
  try {
    const record = JSON.parse(text) as Partial<MongodRecord> | null;
    const whole = typeof record?.version === 'string' && typeof record.port === 'number';
    return whole ? ({ path: 'mongod', ...record } as MongodRecord) : undefined;
  } catch {
    return undefined;
  }
}
