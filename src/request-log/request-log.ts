import { Counter, type Registry } from 'prom-client';
import type { Log } from '../mongo/index.ts';
import type { RequestRecord } from '../store/index.ts';
import { BatchWriter } from './batch-writer.ts';
import { toRecord, type RequestEntry } from './request-entry.ts';
import { createStrangerLimit } from './stranger-limit.ts';

export interface RequestLogDeps {
  /** Writes records; those that are there already, from a try before, stay. */
  readonly insert: (records: readonly RequestRecord[]) => Promise<void>;
  /** Where entries that are left out are counted. */
  readonly register: Registry;
  readonly log: Log;
}

export interface RequestLog {
  /** Takes the entry in; it is written within a second or so. */
  add(entry: RequestEntry): void;
  /** Writes what waits. */
  close(): Promise<void>;
}

const everyMs = 1000;
/** Few enough that no other request waits for them, and that they do not outlive the young generation of the heap. */
const batchSize = 100;
const mostWaiting = 10_000;
const mostTries = 30;
/** A second: who is refused without being known must not be able to fill the disk, nor to hide what is asked of another project. */
const mostStrangers = { ofProject: 50, ofAll: 500 };

export function createRequestLog({ insert, register, log }: RequestLogDeps): RequestLog {
  const dropped = new Counter({
    name: 'docgate_request_log_dropped_total',
    help: 'Requests that were left out of the request log: too many at once (full), not written (failed), refused and nobody known (stranger)',
    labelNames: ['reason'],
    registers: [register],
  });
  const writer = new BatchWriter<RequestRecord>({
    write: insert,
    capacity: mostWaiting,
    batchSize,
    everyMs,
    mostTries,
    onLost: (count, reason) => dropped.inc({ reason }, count),
    onTrouble(error) {
      if (error === undefined) return log.info({}, 'the request log is written again');
      const reason = error instanceof Error ? error.message : 'unknown';
      log.warn({ reason }, 'the request log cannot be written: it is tried again each second');
    },
  });
  const isTooMany = createStrangerLimit(mostStrangers);
  return {
    add(entry) {
      if (isStranger(entry) && isTooMany(entry.groupId)) return dropped.inc({ reason: 'stranger' });
      writer.add(toRecord(entry));
    },
    close: () => writer.close(),
  };
}

function isStranger({ status, userId, username, apiKeyId }: RequestEntry): boolean {
  return status >= 400 && userId === undefined && username === undefined && apiKeyId === undefined;
}
