/**
 * Operations on one collection for one user: rules decide what is found and shown, rules and schema what is written.
 * Must not know HTTP, nor of apps more than the rules of a collection.
 */
export type { DocumentsDeps } from './access.ts';
export type { BulkOperation, BulkResult } from './bulk-write.ts';
export type { DocumentBatches } from './document-batches.ts';
export type { Documents, UpdateOptions, UpsertOptions } from './documents.ts';
export type { ChangeOneOptions, OneOptions } from './find-one-and.ts';
export type { FindQuery } from './find.ts';
export { openDocuments } from './open-documents.ts';
