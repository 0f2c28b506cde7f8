import type { Document, FindOneAndReplaceOptions, WithId } from 'mongodb';
import type { Namespace } from './data-source-config.ts';
import type { PooledClient } from './pooled-client.ts';
import { toDriverOptions, type WriteOptions } from './write-options.ts';

/** Update operators, or an aggregation pipeline. */
export type Update = Document | Document[];

export interface UpdateResult {
  readonly matchedCount: number;
  readonly modifiedCount: number;
}

export interface ReplaceOptions extends WriteOptions {
  /** Insert the replacement when nothing matches. */
  readonly upsert?: boolean | undefined;
}

export interface ReplaceResult extends UpdateResult {
  /** Whether the replacement was inserted because nothing matched. */
  readonly created: boolean;
}

export interface FindOneAndOptions extends ReplaceOptions {
  /** `after` unless said. */
  readonly returnDocument?: 'before' | 'after' | undefined;
  readonly projection?: Document | undefined;
}

export async function updateMany(
  pooled: PooledClient,
  namespace: Namespace,
  filter: Document,
  update: Update,
  options: WriteOptions,
): Promise<UpdateResult> {
  const { matchedCount, modifiedCount } = await collectionOf(pooled, namespace).updateMany(
    filter,
    update,
    toDriverOptions(options),
  );
  return { matchedCount, modifiedCount };
}

export async function replaceOne(
  pooled: PooledClient,
  namespace: Namespace,
  filter: Document,
  replacement: Document,
  options: ReplaceOptions,
): Promise<ReplaceResult> {
  const { matchedCount, modifiedCount, upsertedCount } = await collectionOf(pooled, namespace).replaceOne(
    filter,
    replacement,
    { ...toDriverOptions(options), upsert: options.upsert === true },
  );
  return { matchedCount, modifiedCount, created: upsertedCount > 0 };
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

/** `raw` keeps the order of fields: an object would sort names that look like integers to the front. */
function rawDocument(options: FindOneAndOptions): FindOneAndReplaceOptions {
  const { projection, returnDocument = 'after', upsert = false } = options;
  return {
    ...toDriverOptions(options),
    raw: true,
    upsert,
    returnDocument,
    ...(projection !== undefined && { projection }),
  };
}

function asRaw(document: WithId<Document> | null): Buffer | undefined {
  return Buffer.isBuffer(document) ? document : undefined;
}

function collectionOf(pooled: PooledClient, { database, collection }: Namespace) {
  return pooled.database(database).collection(collection);
}
