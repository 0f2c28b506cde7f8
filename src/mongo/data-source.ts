import type { Db, Document, TopologyDescription } from 'mongodb';
import { Problem } from '../problem/index.ts';
import { isAuthenticationFailure } from './authentication-failure.ts';
import { requireFeature, toCapabilities, type Capabilities, type Feature } from './capabilities.ts';
import { isDocumentDb } from './client-options.ts';
import { count, estimatedCount, type CountOptions, type DistinctOptions } from './count.ts';
import type { Namespace } from './data-source-config.ts';
import { deleteDocuments, type DeleteResult } from './delete.ts';
import { distinct } from './distinct.ts';
import type { AggregateQuery, FindQuery, FindResult } from './find-query.ts';
import { aggregate, find } from './find.ts';
import { insertOne, type InsertOneResult } from './insert-one.ts';
import { insertMany, type InsertManyResult } from './insert-many.ts';
import type { PooledClient } from './pooled-client.ts';
import type { RotatingClient } from './rotating-client.ts';
import { toProblem } from './to-problem.ts';
import { inTransaction, type TransactionOptions, type TransactionScope } from './transaction.ts';
import {
  findOneAndDelete,
  findOneAndReplace,
  findOneAndUpdate,
  replaceOne,
  updateDocuments,
  type FindOneAndOptions,
  type ReplaceOptions,
  type ReplaceResult,
  type Update,
  type UpdateOptions,
  type UpdateResult,
} from './update.ts';
import type { InsertOptions, WriteOptions } from './write-options.ts';

/**
 * One MongoDB behind one pool, connected when first used. Every method throws Problem, or the signal's reason when it aborts.
 * Reads stop with their signal; writes run to their end, for half a write helps nobody.
 */
export class DataSource {
  readonly name: string;
  readonly #client: RotatingClient;
  readonly #toProblem: (error: unknown) => Problem;

  readonly #isForbidden: (topology: TopologyDescription | undefined) => boolean;

  /** @param isForbidden whether the servers behind this data source are not for it, asked before each use */
  constructor(
    name: string,
    client: RotatingClient,
    isForbidden: (topology: TopologyDescription | undefined) => boolean = () => false,
  ) {
    this.name = name;
    this.#client = client;
    this.#isForbidden = isForbidden;
    this.#toProblem = (error) => toProblem(error, name);
  }

  /** What the deployment offers, as its servers said at the last look. */
  capabilities(): Promise<Capabilities> {
    return this.#run(async ({ client, topology }) => {
      if (topology === undefined) throw new Error('connected without a topology');
      const documentDb = isDocumentDb(this.#client.connectionString);
      return toCapabilities(topology, { retryWrites: client.options.retryWrites, documentDb });
    });
  }

  /** @throws Problem NOT_SUPPORTED_BY_DATA_SOURCE that says what is missing, why, and the mend. */
  async require(feature: Feature): Promise<void> {
    requireFeature(this.name, await this.capabilities(), feature);
  }

  /** By a connection of its own: a pool that is busy is no reason to call the service not ready. */
  async ping(signal?: AbortSignal): Promise<void> {
    await this.#run((pooled) => pooled.control.ping(signal), signal);
  }

  find(namespace: Namespace, query: FindQuery, signal?: AbortSignal): Promise<FindResult> {
    return this.#run((pooled) => find(pooled, namespace, query, signal, this.#toProblem), signal);
  }

  aggregate(namespace: Namespace, query: AggregateQuery, signal?: AbortSignal): Promise<FindResult> {
    return this.#run((pooled) => aggregate(pooled, namespace, query, signal, this.#toProblem), signal);
  }

  /** The different values of a field, as their BSON classes. */
  distinct(
    namespace: Namespace,
    field: string,
    filter: Document,
    options: DistinctOptions = {},
    signal?: AbortSignal,
  ): Promise<unknown[]> {
    return this.#run((pooled) => distinct(pooled, namespace, field, filter, options, signal), signal);
  }

  /** How many documents match, exactly. */
  count(namespace: Namespace, filter: Document, options: CountOptions = {}, signal?: AbortSignal): Promise<number> {
    return this.#run((pooled) => count(pooled, namespace, filter, options, signal), signal);
  }

  /** How many documents the collection holds, by its metadata. */
  estimatedCount(
    namespace: Namespace,
    options: Pick<CountOptions, 'maxTimeMs'> = {},
    signal?: AbortSignal,
  ): Promise<number> {
    return this.#run((pooled) => estimatedCount(pooled, namespace, options), signal);
  }

  /** Adds `_id` to the document where it has none. */
  insertOne(namespace: Namespace, document: Document, options: InsertOptions = {}): Promise<InsertOneResult> {
    return this.#run((pooled) => insertOne(pooled, namespace, document, options));
  }

  /** In order, up to the first that fails: then the Problem says how many are in, and its errors' paths start with `/<index>`. */
  insertMany(
    namespace: Namespace,
    documents: readonly Document[],
    options: InsertOptions = {},
  ): Promise<InsertManyResult> {
    return this.#run((pooled) => insertMany(pooled, namespace, documents, options));
  }

  updateOne(
    namespace: Namespace,
    filter: Document,
    update: Update,
    options: UpdateOptions = {},
  ): Promise<UpdateResult> {
    return this.#run((pooled) => updateDocuments(pooled, namespace, 'one', filter, update, options));
  }

  updateMany(
    namespace: Namespace,
    filter: Document,
    update: Update,
    options: UpdateOptions = {},
  ): Promise<UpdateResult> {
    return this.#run((pooled) => updateDocuments(pooled, namespace, 'many', filter, update, options));
  }

  replaceOne(
    namespace: Namespace,
    filter: Document,
    replacement: Document,
    options: ReplaceOptions = {},
  ): Promise<ReplaceResult> {
    return this.#run((pooled) => replaceOne(pooled, namespace, filter, replacement, options));
  }

  /** → the document as raw BSON, after the update unless said otherwise; undefined when nothing matched. */
  findOneAndUpdate(
    namespace: Namespace,
    filter: Document,
    update: Update,
    options: FindOneAndOptions = {},
  ): Promise<Buffer | undefined> {
    return this.#run((pooled) => findOneAndUpdate(pooled, namespace, filter, update, options));
  }

  /** → the document as raw BSON, after the replacement unless said otherwise; undefined when nothing matched. */
  findOneAndReplace(
    namespace: Namespace,
    filter: Document,
    replacement: Document,
    options: FindOneAndOptions = {},
  ): Promise<Buffer | undefined> {
    return this.#run((pooled) => findOneAndReplace(pooled, namespace, filter, replacement, options));
  }

  /** → the document that was deleted as raw BSON; undefined when nothing matched. */
  findOneAndDelete(
    namespace: Namespace,
    filter: Document,
    options: FindOneAndOptions = {},
  ): Promise<Buffer | undefined> {
    return this.#run((pooled) => findOneAndDelete(pooled, namespace, filter, options));
  }

  deleteOne(namespace: Namespace, filter: Document, options: WriteOptions = {}): Promise<DeleteResult> {
    return this.#run((pooled) => deleteDocuments(pooled, namespace, 'one', filter, options));
  }

  deleteMany(namespace: Namespace, filter: Document, options: WriteOptions = {}): Promise<DeleteResult> {
    return this.#run((pooled) => deleteDocuments(pooled, namespace, 'many', filter, options));
  }

  /** Runs the work in one transaction, again after a conflict. @throws Problem NOT_SUPPORTED_BY_DATA_SOURCE where there are none */
  async transaction<Result>(
    work: (scope: TransactionScope) => Promise<Result>,
    options: TransactionOptions = {},
  ): Promise<Result> {
    await this.require('transactions');
    return this.#run((pooled) => inTransaction(pooled, work, options));
  }

  /** The driver's own database, connected, for rooms with statements of their own; after a rotation, ask again for one with the new secret. */
  database(name: string): Promise<Db> {
    return this.#run(async (pooled) => pooled.lend(name));
  }

  async #run<T>(work: (pooled: PooledClient) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const pooled = this.#client.current;
    try {
      return await this.#runOn(pooled, work, signal);
    } catch (error) {
      if (signal?.aborted === true) throw signal.reason;
      if (!isAuthenticationFailure(error) || !this.#hasRotated(pooled)) throw this.#toProblem(error);
    }
    return this.#runOn(this.#client.current, work, signal).catch((error: unknown) => {
      throw signal?.aborted === true ? signal.reason : this.#toProblem(error);
    });
  }

  async #runOn<T>(pooled: PooledClient, work: (pooled: PooledClient) => Promise<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    pooled.enter();
    try {
      if (pooled.isClosed) throw new Problem('DATABASE_UNAVAILABLE', { headers: { 'Retry-After': '1' } });
      if (!pooled.isConnected) await pooled.connect();
      if (this.#isForbidden(pooled.topology)) throw this.#forbidden();
      return await work(pooled);
    } finally {
      pooled.leave();
    }
  }

  #forbidden(): Problem {
    return new Problem('DATABASE_FORBIDDEN', {
      detail: `The data source "${this.name}" leads to a MongoDB that only this service itself may use, or that cannot be told from it.`,
    });
  }

  #hasRotated(pooled: PooledClient): boolean {
    this.#client.refresh();
    return this.#client.current !== pooled;
  }
}
