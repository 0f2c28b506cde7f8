import type { Document, Update } from '../mongo/index.ts';
import { Problem } from '../problem/index.ts';
import type { Access } from './access.ts';
import type { ChangeQuery } from './change.ts';
import { deleteDocuments } from './delete.ts';
import { insertOne } from './insert.ts';
import { refusing } from './refusals.ts';
import { isTimeUp, timeLeft } from './time-left.ts';
import { changeDocuments } from './update.ts';

interface Upsertable {
  readonly filter: Document;
  readonly upsert?: boolean | undefined;
}

interface BulkUpdate extends Upsertable {
  readonly update: Update;
  readonly arrayFilters?: readonly Document[] | undefined;
}

/** One of the operations, under its name. */
export type BulkOperation =
  | { readonly insertOne: { readonly document: Document } }
  | { readonly updateOne: BulkUpdate }
  | { readonly updateMany: BulkUpdate }
  | { readonly replaceOne: Upsertable & { readonly replacement: Document } }
  | { readonly deleteOne: { readonly filter: Document } }
  | { readonly deleteMany: { readonly filter: Document } };

export interface BulkResult {
  readonly insertedCount: number;
  /** By the number of the operation. */
  readonly insertedIds: Readonly<Record<number, unknown>>;
  readonly matchedCount: number;
  readonly modifiedCount: number;
  readonly deletedCount: number;
  readonly upsertedCount: number;
  /** By the number of the operation. */
  readonly upsertedIds: Readonly<Record<number, unknown>>;
}

/** What one operation adds to the result. */
interface Outcome {
  readonly insertedId?: unknown;
  readonly upsertedId?: unknown;
  readonly matchedCount?: number;
  readonly modifiedCount?: number;
  readonly deletedCount?: number;
}

/**
 * One operation after the other, each by itself: those before one that fails stay. In order the first failure ends it,
 * else the others are still done. It ends, too, when the time is up, or with whoever asked.
 * @throws Problem of the first that failed, saying which; or the signal's reason when it aborts
 */
export async function bulkWrite(
  access: Access,
  operations: readonly BulkOperation[],
  ordered: boolean,
): Promise<BulkResult> {
  const outcomes: Outcome[] = [];
  const failures: Problem[] = [];
  for (const [index, operation] of operations.entries()) {
    try {
      timeLeft(access);
      outcomes.push(await refusing(() => perform(access, operation)));
    } catch (error) {
      access.signal?.throwIfAborted();
      failures.push(failureOf(Problem.from(error), index, operations.length));
      outcomes.push({});
      if (ordered || isTimeUp(access)) break;
    }
  }
  const [first] = failures;
  if (first !== undefined) throw first;
  return summed(outcomes);
}

function perform(access: Access, operation: BulkOperation): Promise<Outcome> {
  if ('insertOne' in operation) return insertOne(access, operation.insertOne.document);
  if ('updateOne' in operation) return changeDocuments(access, 'one', updateQuery(operation.updateOne));
  if ('updateMany' in operation) return changeDocuments(access, 'many', updateQuery(operation.updateMany));
  if ('replaceOne' in operation) return changeDocuments(access, 'one', replacementQuery(operation.replaceOne));
  if ('deleteOne' in operation) return deleteDocuments(access, 'one', operation.deleteOne.filter);
  return deleteDocuments(access, 'many', operation.deleteMany.filter);
}

function updateQuery({ filter, update, arrayFilters, upsert = false }: BulkUpdate): ChangeQuery {
  return { filter, change: { update, arrayFilters }, upsert };
}

function replacementQuery({
  filter,
  replacement,
  upsert = false,
}: Upsertable & { replacement: Document }): ChangeQuery {
  return { filter, change: { replacement }, upsert };
}

function failureOf(problem: Problem, index: number, total: number): Problem {
  if (problem.status >= 500 && problem.code !== 'DATABASE_TIMEOUT') return problem;
  const { code, detail, title, errors, headers } = problem;
  const told = `operation ${index + 1} of ${total}: ${detail ?? title}`;
  return new Problem(code, { detail: told, errors, headers, cause: problem });
}

function summed(outcomes: readonly Outcome[]): BulkResult {
  const sum = (count: 'matchedCount' | 'modifiedCount' | 'deletedCount'): number =>
    outcomes.reduce((total, outcome) => total + (outcome[count] ?? 0), 0);
  const idsOf = (name: 'insertedId' | 'upsertedId'): Record<number, unknown> =>
    Object.fromEntries(outcomes.flatMap((outcome, index) => (name in outcome ? [[index, outcome[name]]] : [])));
  const [insertedIds, upsertedIds] = [idsOf('insertedId'), idsOf('upsertedId')];
  return {
    insertedCount: Object.keys(insertedIds).length,
    insertedIds,
    matchedCount: sum('matchedCount'),
    modifiedCount: sum('modifiedCount'),
    deletedCount: sum('deletedCount'),
    upsertedCount: Object.keys(upsertedIds).length,
    upsertedIds,
  };
}
