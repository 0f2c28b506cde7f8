import type { ClientSession, Collection } from 'mongodb';
import type { Namespace } from './data-source-config.ts';
import type { PooledClient } from './pooled-client.ts';

/** Statements of one transaction: each takes the session as an option. */
export interface TransactionScope {
  readonly session: ClientSession;
  readonly collection: (namespace: Namespace) => Collection;
}

/**
 * Runs the work in one transaction: all of it or nothing is there afterwards. The driver runs it again after a conflict with
 * another one, so it must not do anything else. Documents that are read with `raw: true` lose nothing.
 */
export async function inTransaction<Result>(
  pooled: PooledClient,
  work: (scope: TransactionScope) => Promise<Result>,
): Promise<Result> {
  const collection = ({ database, collection: name }: Namespace): Collection =>
    pooled.client.db(database).collection(name);
  return pooled.client.withSession((session) =>
    session.withTransaction(() => work({ session, collection }), {
      readConcern: { level: 'snapshot' },
      writeConcern: { w: 'majority' },
      readPreference: 'primary',
    }),
  );
}
