import { type ClientSession, type Collection, MongoServerError } from 'mongodb';
import type { Namespace } from './data-source-config.ts';
import type { PooledClient } from './pooled-client.ts';

/** Statements of one transaction: each takes the session as an option. */
export interface TransactionScope {
  readonly session: ClientSession;
  readonly collection: (namespace: Namespace) => Collection;
}

export interface TransactionOptions {
  /** Longest time in milliseconds that the commit may take. */
  readonly maxCommitTimeMs?: number | undefined;
  /** The server's `transactionLifetimeLimitSeconds` in milliseconds, 60,000 unless said. */
  readonly lifetimeMs?: number | undefined;
}

/**
 * Runs the work in one transaction: all of it or nothing is there afterwards. The driver runs it again after a conflict with
 * another one, so it must not do anything else. Documents that are read with `raw: true` lose nothing.
 */
export async function inTransaction<Result>(
  pooled: PooledClient,
  work: (scope: TransactionScope) => Promise<Result>,
  { maxCommitTimeMs, lifetimeMs = 60_000 }: TransactionOptions = {},
): Promise<Result> {
  const collection = ({ database, collection: name }: Namespace): Collection =>
    pooled.client.db(database).collection(name);
  const requireShort = againOnlyAfterLessThan(lifetimeMs);
  return pooled.client.withSession((session) =>
    session.withTransaction(
      async () => {
        requireShort();
        return work({ session, collection });
      },
      {
        readConcern: { level: 'snapshot' },
        writeConcern: { w: 'majority' },
        readPreference: 'primary',
        ...(maxCommitTimeMs !== undefined && { maxCommitTimeMS: maxCommitTimeMs }),
      },
    ),
  );
}

/**
 * A transaction that outlived its time between two statements, or before its commit, ends with the very error of one that may
 * be tried again, and so the driver does; the next would take as long. → to be called as each begins.
 */
function againOnlyAfterLessThan(lifetimeMs: number): () => void {
  let began = Infinity;
  return () => {
    const now = performance.now();
    if (now - began >= lifetimeMs) throw new MongoServerError({ code: lifetimeExceeded, errmsg: 'outlived its time' });
    began = now;
  };
}

/** TransactionExceededLifetimeLimitSeconds: what the server says in the middle of a statement. */
const lifetimeExceeded = 290;
