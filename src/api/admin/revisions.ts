import type { Collection, Document, Filter, UpdateFilter } from '../../mongo/index.ts';
import { Problem } from '../../problem/index.ts';
import type { Transaction } from '../../store/index.ts';

interface ConditionalRequest {
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** The entity tag of a record: its number of changes. */
export function tagged({ revision }: { readonly revision: number }): { ETag: string } {
  return { ETag: `"${revision}"` };
}

/** `If-Match` as part of the filter of the write itself, so that nobody gets in between (RFC 9110 §13.1.1). */
function expectedRevision({ headers }: ConditionalRequest): { revision?: { $in: number[] } } {
  const given = headers['if-match'];
  if (given === undefined || given.trim() === '*') return {};
  const tags = given.split(',').map((tag) => /^"(\d{1,9})"$/.exec(tag.trim())?.[1]);
  return { revision: { $in: tags.filter((tag) => tag !== undefined).map(Number) } };
}

interface Target<Record extends Document> {
  readonly collection: Collection<Record>;
  readonly filter: Filter<Record>;
  readonly request: ConditionalRequest;
  readonly transaction: Transaction;
  /** Thrown when nothing matches the filter. */
  readonly missing: Problem;
}

/** Changes one record, if it still is what `If-Match` says. → the record as it is then. */
export async function updateRecord<Record extends Document>(target: Target<Record>, update: Document): Promise<Record> {
  const { collection, filter, request, transaction } = target;
  const change = { ...update, $inc: { ...(update['$inc'] as Document | undefined), revision: 1 } };
  const expected = { ...filter, ...expectedRevision(request) };
  const updated = await collection.findOneAndUpdate(expected, change as unknown as UpdateFilter<Record>, {
    ...transaction,
    returnDocument: 'after',
  });
  if (updated === null) throw await whyNot(target);
  // The driver adds an _id that the record type has already.
  return updated as unknown as Record;
}

/** Removes one record, if it still is what `If-Match` says. → the record as it was. */
export async function deleteRecord<Record extends Document>(target: Target<Record>): Promise<Record> {
  const { collection, filter, request, transaction } = target;
  const deleted = await collection.findOneAndDelete({ ...filter, ...expectedRevision(request) }, transaction);
  if (deleted === null) throw await whyNot(target);
  return deleted as unknown as Record;
}

async function whyNot<Record extends Document>(target: Target<Record>): Promise<Problem> {
  const { collection, filter, transaction, missing } = target;
  const exists = (await collection.findOne(filter, { ...transaction, projection: { _id: 1 } })) !== null;
  if (!exists) return missing;
  const detail = 'The resource has changed since: read it again, and send the ETag of that answer as If-Match.';
  return new Problem('PRECONDITION_FAILED', { detail });
}
