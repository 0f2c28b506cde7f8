/**
 * The only home of the MongoDB driver: data sources with one pooled client each, commands, cursors as raw BSON, errors as Problems.
 * Must not know HTTP, mounts or where its configuration comes from.
 */
export { createDataSources, type DataSources, type DataSourcesDeps } from './data-sources.ts';
export type { DataSource } from './data-source.ts';
export type { DataSourceConfig, LinkedDataSource, Log, Namespace, ReadPreferenceMode } from './data-source-config.ts';
export type { Capabilities, Feature } from './capabilities.ts';
export type { AggregateQuery, FindQuery, FindResult } from './find-query.ts';
export type { CountOptions, DistinctOptions } from './count.ts';
export { toRawArray } from './raw-array.ts';
export { unlessAborted } from './unless-aborted.ts';
export type { InsertManyResult } from './insert-many.ts';
export type { InsertOneResult } from './insert-one.ts';
export type { InsertOptions, WriteOptions } from './write-options.ts';
export type {
  FindOneAndOptions,
  ReplaceOptions,
  ReplaceResult,
  Update,
  UpdateOptions,
  UpdateResult,
} from './update.ts';
export type { DeleteResult } from './delete.ts';
export type { TransactionOptions, TransactionScope } from './transaction.ts';
export { linkedUriFault, maskedUri } from './linked-uri.ts';
export { majorityOf } from './majority.ts';
export { probeServer, type ProbeCredentials, type ProbeTarget, type ServerAnswers } from './probe-server.ts';
export { isRefusedUnsent, isUnfitForTransaction, toProblem } from './to-problem.ts';
export { BSON, ObjectId } from 'mongodb';
export type { ClientSession, CollationOptions, Collection, Db, Document, Filter, UpdateFilter } from 'mongodb';
