import { Counter, type Registry } from 'prom-client';
import type { Collection, Log } from '../mongo/index.ts';
import { isDuplicateKey, type RequestRecord } from '../store/index.ts';
import { BatchWriter } from './batch-writer.ts';
import { toRecord, type RequestEntry } from './request-entry.ts';

export interface RequestLogDeps {
  readonly requests: Collection<RequestRecord>;
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
const batchSize = 500;
const mostWaiting = 10_000;
const mostTries = 30;
const timeoutMs = 5000;
/** A second: who is refused without being known must not be able to fill the disk. */
const mostStrangers = 50;

export function createRequestLog({ requests, register, log }: RequestLogDeps): RequestLog {
  const dropped = new Counter({
    name: 'docgate_request_log_dropped_total',
    help: 'Requests that were left out of the request log: too many at once (full), not written (failed), refused and nobody known (stranger)',
    labelNames: ['reason'],
    registers: [register],
  });
  const writer = new BatchWriter<RequestRecord>({
    write: (batch) => insert(requests, batch),
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
  const isTooMany = createLimit(mostStrangers);
  return {
    add(entry) {
      if (isStranger(entry) && isTooMany()) return dropped.inc({ reason: 'stranger' });
      writer.add(toRecord(entry));
    },
    close: () => writer.close(),
  };
}

/** A batch that comes again is there in part already: what is there stays. */
async function insert(requests: Collection<RequestRecord>, batch: readonly RequestRecord[]): Promise<void> {
  try {
    const writeConcern = { w: 1 };
    await requests.insertMany(batch, { ordered: false, ignoreUndefined: true, writeConcern, timeoutMS: timeoutMs });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}

function isStranger({ status, userId, username, apiKeyId }: RequestEntry): boolean {
  return status >= 400 && userId === undefined && username === undefined && apiKeyId === undefined;
}

/** Whether there have been more than so many in this second. */
function createLimit(most: number): () => boolean {
  let second = 0;
  let count = 0;
  return () => {
    const now = Math.floor(performance.now() / 1000);
    if (now !== second) [second, count] = [now, 0];
    count += 1;
    return count > most;
  };
}
