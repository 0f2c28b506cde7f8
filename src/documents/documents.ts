import type {
  DeleteResult,
  Document,
  InsertManyResult,
  InsertOneResult,
  Update,
  UpdateResult,
} from '../mongo/index.ts';
import type { BulkOperation, BulkResult } from './bulk-write.ts';
import type { DocumentBatches } from './document-batches.ts';
import type { ChangeOneOptions, OneOptions } from './find-one-and.ts';
import type { FindQuery } from './find.ts';
import type { Bounds } from './seen-documents.ts';

export interface UpsertOptions {
  /** Make a document where nothing is found. */
  readonly upsert?: boolean | undefined;
}

export interface UpdateOptions extends UpsertOptions {
  readonly arrayFilters?: readonly Document[] | undefined;
}

/**
 * What one user may do in one collection. Values go in as the driver's, plain numbers too; documents come out as raw BSON.
 * Every method throws Problem: what rules or schema refuse has changed nothing. Reads, transactions and bulks stop with the
 * signal. Opened for one request: all that is done shares its time.
 */
export interface Documents {
  /** The names of the roles that decide for the user: one, or several where it depends on the document which. */
  readonly roles: readonly string[];
  /** Names of functions that the rules and the schema would call; what needs one counts as false. Undefined for none. */
  readonly functionsNotCalled: readonly string[] | undefined;
  find(query: FindQuery): Promise<DocumentBatches>;
  findOne(query: Omit<FindQuery, 'limit'>): Promise<Uint8Array | undefined>;
  aggregate(pipeline: readonly Document[]): Promise<DocumentBatches>;
  countDocuments(filter: Document, bounds?: Bounds): Promise<number>;
  distinct(field: string, filter: Document): Promise<unknown[]>;
  insertOne(document: Document): Promise<InsertOneResult>;
  insertMany(documents: readonly Document[]): Promise<InsertManyResult>;
  updateOne(filter: Document, update: Update, options?: UpdateOptions): Promise<UpdateResult>;
  updateMany(filter: Document, update: Update, options?: UpdateOptions): Promise<UpdateResult>;
  replaceOne(filter: Document, replacement: Document, options?: UpsertOptions): Promise<UpdateResult>;
  deleteOne(filter: Document): Promise<DeleteResult>;
  deleteMany(filter: Document): Promise<DeleteResult>;
  findOneAndUpdate(
    filter: Document,
    update: Update,
    options?: UpdateOptions & ChangeOneOptions,
  ): Promise<Uint8Array | undefined>;
  findOneAndReplace(
    filter: Document,
    replacement: Document,
    options?: UpsertOptions & ChangeOneOptions,
  ): Promise<Uint8Array | undefined>;
  findOneAndDelete(filter: Document, options?: OneOptions): Promise<Uint8Array | undefined>;
  bulkWrite(
    operations: readonly BulkOperation[],
    options?: { readonly ordered?: boolean | undefined },
  ): Promise<BulkResult>;
}
