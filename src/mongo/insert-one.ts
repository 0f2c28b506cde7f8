import { type ClientSession, type Document, Long, MongoServerError, ObjectId, WriteConcern } from 'mongodb';
import type { Namespace } from './data-source-config.ts';
import { backOff, hasLabel } from './error-labels.ts';
import { runOnPrimary } from './lean/run-on-primary.ts';
import type { PooledClient } from './pooled-client.ts';
import { toDriverOptions, type InsertOptions } from './write-options.ts';

export interface InsertOneResult {
  readonly insertedId: unknown;
}

/** Adds an ObjectId as `_id` to the document, unless it has one. */
export async function insertOne(
  pooled: PooledClient,
  namespace: Namespace,
  document: Document,
  options: InsertOptions,
): Promise<InsertOneResult> {
  document['_id'] ??= new ObjectId();
  const session = pooled.takeSession();
  try {
    await insert(pooled, namespace, document, options, session);
  } finally {
    pooled.returnSession(session);
  }
  return { insertedId: document['_id'] };
}

/** By the bare command where the primary is known: the driver's operation costs twice as much. */
async function insert(
  pooled: PooledClient,
  { database, collection }: Namespace,
  document: Document,
  options: InsertOptions,
  session: ClientSession,
): Promise<void> {
  const { client } = pooled;
  const txnNumber = retriesWrites(pooled) ? nextNumber(session) : undefined;
  const toCommand = (): Document => ({
    insert: collection,
    documents: [document],
    ...toDriverOptions(options),
    ...(txnNumber !== undefined && { txnNumber }),
    ...(client.writeConcern && WriteConcern.apply({}, client.writeConcern)),
  });
  const db = pooled.database(database);
  const inserting = runOnPrimary(client, db.databaseName, toCommand(), session);
  if (inserting === undefined) {
    await db.collection(collection).insertOne(document, { ...toDriverOptions(options), session });
    return;
  }
  const again = txnNumber && (() => db.command(toCommand(), { session }));
  throwWriteError(
    await retried(
      inserting.then(({ trouble }) => trouble),
      again,
    ),
  );
}

/**
 * The number of a write in its session, by which the server knows it again: so it can be sent twice and is done once.
 * https://github.com/mongodb/specifications/blob/master/source/retryable-writes/retryable-writes.md
 */
function nextNumber({ serverSession }: ClientSession): Long {
  return Long.fromNumber((serverSession.txnNumber += 1));
}

function retriesWrites({ client, topology }: PooledClient): boolean {
  return client.options.retryWrites && topology?.type === 'ReplicaSetWithPrimary';
}

/** What the driver tries a write again for. */
const retryable = ['RetryableWriteError', 'PoolRequestedRetry', 'RetryableError'];

/** Once more, where the specification says that it may help; then the error that says more of what was done is thrown. */
async function retried<Reply>(first: Promise<Reply>, again: (() => Promise<Reply>) | undefined): Promise<Reply> {
  try {
    return await first;
  } catch (error) {
    if (again === undefined || !hasLabel(error, ...retryable)) throw error;
    await backOff(error);
    return await again().catch((later: unknown) => {
      throw hasLabel(later, 'NoWritesPerformed') ? error : later;
    });
  }
}

/** What a command that has run says of the one document. */
function throwWriteError(reply: Document | undefined): void {
  const [failed] = (reply?.['writeErrors'] as Document[] | undefined) ?? [];
  if (failed !== undefined) throw new MongoServerError(failed);
}
