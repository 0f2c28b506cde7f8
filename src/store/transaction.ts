import type { ClientSession, Db } from '../mongo/index.ts';

/** What the statements of one unit of work pass on as their options; empty where there are no transactions. */
export interface Transaction {
  readonly session?: ClientSession;
}

/** Runs the work in one transaction where the data source offers them; else plainly, so the work itself must bear being cut off. */
export async function inTransaction<Result>(
  { db, transactions }: { db: Db; transactions: boolean },
  work: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  if (!transactions) return work({});
  return db.client.withSession((session) =>
    session.withTransaction(() => work({ session }), {
      readConcern: { level: 'snapshot' },
      writeConcern: { w: 'majority' },
    }),
  );
}
