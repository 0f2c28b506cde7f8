import { MongoBulkWriteError, type Document } from 'mongodb';
import { Problem } from '../problem/index.ts';
import type { Namespace } from './data-source-config.ts';
import type { PooledClient } from './pooled-client.ts';
import { toProblem } from './to-problem.ts';
import type { InsertOptions } from './write-options.ts';

export interface InsertManyResult {
  /** In the order of the documents. */
  readonly insertedIds: readonly unknown[];
}

/** In order, up to the first that fails; adds `_id`s as `insertOne` does. */
export async function insertMany(
  pooled: PooledClient,
  { database, collection }: Namespace,
  documents: readonly Document[],
  { maxTimeMs }: InsertOptions,
): Promise<InsertManyResult> {
  const options = { ordered: true, ...(maxTimeMs !== undefined && { maxTimeMS: maxTimeMs }) };
  if (documents.length === 0) return { insertedIds: [] };
  try {
    const { insertedIds } = await pooled.database(database).collection(collection).insertMany(documents, options);
    return { insertedIds: documents.map((_, index) => insertedIds[index]) };
  } catch (error) {
    throw error instanceof MongoBulkWriteError ? withProgress(error, documents.length) : error;
  }
}

/** What a caller needs to go on after a half-done insert: how many are there, and which one failed. */
function withProgress(error: MongoBulkWriteError, total: number): Problem {
  const problem = toProblem(error);
  if (problem.status >= 500) return problem;
  const { insertedCount } = error.result;
  const progress = `${insertedCount} of ${total} documents were inserted, in order; the next was refused`;
  const first = [error.writeErrors].flat()[0];
  const index = first?.index ?? insertedCount;
  return new Problem(problem.code, {
    detail: `${progress}: ${problem.detail ?? problem.title}`,
    errors: problem.errors.map(({ path, message }) => ({ path: `/${index}${path}`, message })),
    headers: problem.headers,
    cause: error,
  });
}
