import type { Document, FindOneAndUpdateOptions, UpdateResult as DriverUpdateResult, WithId } from 'mongodb';
import type { Namespace } from './data-source-config.ts';
import type { PooledClient } from './pooled-client.ts';
import { toDriverOptions, type WriteOptions } from './write-options.ts';

/** Update operators, or an aggregation pipeline. */
export type Update = Document | Document[];

export interface UpdateResult {
  readonly matchedCount: number;
  readonly modifiedCount: number;
  /** The `_id` of the document that an upsert has inserted. */
  readonly upsertedId?: unknown;
}

export interface ReplaceOptions extends WriteOptions {
  /** Insert the replacement when nothing matches. */
  readonly upsert?: boolean | undefined;
}

export interface UpdateOptions extends ReplaceOptions {
  readonly arrayFilters?: readonly Document[] | undefined;
}

export interface ReplaceResult extends UpdateResult {
  /** Whether the replacement was inserted because nothing matched. */
  readonly created: boolean;
}

export interface FindOneAndOptions extends ReplaceOptions {
  /** `after` unless said. */
  readonly returnDocument?: 'before' | 'after' | undefined;
  readonly projection?: Document | undefined;
  /** Which one, where several match. */
  readonly sort?: Record<string, unknown> | undefined;
  readonly arrayFilters?: readonly Document[] | undefined;
}

/** Updates one document that matches, or all. */
export async function updateDocuments(
  pooled: PooledClient,
  namespace: Namespace,
  which: 'one' | 'many',
  filter: Document,
  update: Update,
  options: UpdateOptions,
): Promise<UpdateResult> {
  const target = collectionOf(pooled, namespace);
  const { upsert = false, arrayFilters } = options;
  const given = { ...toDriverOptions(options), upsert, ...(arrayFilters && { arrayFilters: [...arrayFilters] }) };
  const result = await (which === 'one'
    ? target.updateOne(filter, update, given)
    : target.updateMany(filter, update, given));
  return toUpdateResult(result);
}

export async function replaceOne(
  pooled: PooledClient,
  namespace: Namespace,
  filter: Document,
  replacement: Document,
  options: ReplaceOptions,
): Promise<ReplaceResult> {
  const result = await collectionOf(pooled, namespace).replaceOne(filter, replacement, {
    ...toDriverOptions(options),
    upsert: options.upsert === true,
  });
  return { ...toUpdateResult(result), created: result.upsertedCount > 0 };
}

function toUpdateResult({ matchedCount, modifiedCount, upsertedCount, upsertedId }: DriverUpdateResult): UpdateResult {
  return { matchedCount, modifiedCount, ...(upsertedCount > 0 && { upsertedId }) };
}

/** → the document as raw BSON, undefined when nothing matched. */
export async function findOneAndUpdate(
  pooled: PooledClient,
  namespace: Namespace,
  filter: Document,
  update: Update,
  options: FindOneAndOptions,
): Promise<Buffer | undefined> {
  const collection = collectionOf(pooled, namespace);
  return asRaw(await collection.findOneAndUpdate(filter, update, rawDocument(options)));
}

/** → the document as raw BSON, undefined when nothing matched (and, before an upsert, nothing was there). */
export async function findOneAndReplace(
  pooled: PooledClient,
  namespace: Namespace,
  filter: Document,
  replacement: Document,
  options: FindOneAndOptions,
): Promise<Buffer | undefined> {
  return asRaw(await collectionOf(pooled, namespace).findOneAndReplace(filter, replacement, rawDocument(options)));
}

/** → the document that was deleted as raw BSON, undefined when nothing matched. */
export async function findOneAndDelete(
  pooled: PooledClient,
  namespace: Namespace,
  filter: Document,
  options: FindOneAndOptions,
): Promise<Buffer | undefined> {
  const { upsert: _upsert, returnDocument: _before, ...given } = rawDocument(options);
  return asRaw(await collectionOf(pooled, namespace).findOneAndDelete(filter, given));
}

/** `raw` keeps the order of fields: an object would sort names that look like integers to the front. */
function rawDocument(options: FindOneAndOptions): FindOneAndUpdateOptions {
  const { projection, sort, arrayFilters, returnDocument = 'after', upsert = false } = options;
  return {
    ...toDriverOptions(options),
    raw: true,
    upsert,
    returnDocument,
    ...(projection !== undefined && { projection }),
    ...(sort !== undefined && { sort: Object.entries(sort) as FindOneAndUpdateOptions['sort'] & object }),
    ...(arrayFilters !== undefined && { arrayFilters: [...arrayFilters] }),
  };
}

function asRaw(document: WithId<Document> | null): Buffer | undefined {
  return Buffer.isBuffer(document) ? document : undefined;
}

function collectionOf(pooled: PooledClient, { database, collection }: Namespace) {
  return pooled.database(database).collection(collection);
}
