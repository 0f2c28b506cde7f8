import { deserialize } from 'bson';
import type { DataSource, Namespace } from '../../src/mongo/index.ts';
import { type AggregatePlan, type ReadPlan, RuleRefusal } from '../../src/rules/index.ts';

export type Found = Record<string, unknown>;

export function documentsOf(batch: Buffer): Found[] {
  return Object.values(deserialize(batch, { promoteValues: false, bsonRegExp: true })) as Found[];
}

/** What a user gets who asks so: as a caller of the plans does it. */
export async function runRead(source: DataSource, namespace: Namespace, plan: ReadPlan): Promise<Found[]> {
  const { filter, projection, sort, collation, see } = plan;
  const query = { filter, projection: projection ?? {}, sort: sort ?? {}, ...(collation && { collation }) };
  const { firstBatch } = await source.find(namespace, query);
  const found = documentsOf(firstBatch);
  return see === undefined ? found : found.map(see).filter((document) => document !== undefined);
}

export async function runAggregate(source: DataSource, namespace: Namespace, plan: AggregatePlan): Promise<Found[]> {
  const { pipeline, source: read, collation } = plan;
  const first = read === undefined ? namespace : await materialise(source, namespace, read);
  const { firstBatch } = await source.aggregate(first, { pipeline: [...pipeline], ...(collation && { collation }) });
  return documentsOf(firstBatch);
}

/** `$documents` needs a MongoDB that not every run has: a collection of their own does as well here. */
async function materialise(source: DataSource, namespace: Namespace, read: ReadPlan): Promise<Namespace> {
  const copy = { ...namespace, collection: `${namespace.collection}_seen` };
  await refill(source, copy, await runRead(source, namespace, read));
  return copy;
}

/** A collection with these documents and no others. */
export async function refill(source: DataSource, namespace: Namespace, documents: readonly Found[]): Promise<void> {
  await source.deleteMany(namespace, {});
  const copies = documents.map((document) => ({ ...document }));
  if (copies.length > 0) await source.insertMany(namespace, copies);
}

/** The code of a refusal in place of an answer. */
export async function refusalOr<Answer>(answer: () => Promise<Answer>): Promise<Answer | { readonly refused: string }> {
  try {
    return await answer();
  } catch (error) {
    if (error instanceof RuleRefusal) return { refused: error.code };
    throw error;
  }
}
