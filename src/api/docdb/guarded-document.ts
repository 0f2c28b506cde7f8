import { lastDocument } from '../../bson/index.ts';
import type { Document, WriteOptions } from '../../mongo/index.ts';
import { Problem } from '../../problem/index.ts';
import { tagOf } from './entity-tag.ts';
import type { OpenedCollection } from './opened-collection.ts';
import { toOrderedValues } from './ordered-values.ts';
import { type Guard, guardOfWrite, hasPreconditions, preconditionFailed } from './preconditions.ts';

/** One document that is about to be written, and what must still hold when it is. */
export interface GuardedDocument {
  readonly guard: Guard;
  /** Matches the document as long as the guard holds. */
  readonly filter: Document;
  readonly options: WriteOptions;
}

/** The document with this `_id` as raw BSON. */
export async function readDocument(
  { source, namespace, mount, signal }: OpenedCollection,
  id: unknown,
): Promise<Uint8Array | undefined> {
  const { firstBatch } = await source.find(
    namespace,
    { filter: byId(id), limit: 1, maxTimeMs: mount.maxTimeMs },
    signal,
  );
  return lastDocument(firstBatch);
}

/**
 * Decides by the preconditions in `headers` whether the document may be written.
 * @throws Problem PRECONDITION_FAILED
 */
export async function guardDocument(
  collection: OpenedCollection,
  id: unknown,
  headers: Readonly<Record<string, string | undefined>>,
): Promise<GuardedDocument> {
  const options = { maxTimeMs: collection.mount.maxTimeMs };
  if (!hasPreconditions(headers)) return { guard: 'none', filter: byId(id), options };
  const current = await readDocument(collection, id);
  const guard = guardOfWrite(headers, current && tagOf(current));
  if (guard !== 'unchanged' || current === undefined) return { guard, filter: byId(id), options };
  // Else a collection's own collation could take `joe` for `Joe`.
  return { guard, filter: unchanged(current), options: { ...options, collation: { locale: 'simple' } } };
}

/** Why a write of a guarded document has matched nothing. */
export function notWritten({ guard }: GuardedDocument, id: string): Problem {
  return guard === 'exists' || guard === 'unchanged' ? preconditionFailed('If-Match') : noDocument(id);
}

/** A caller who sent one document of the allowed size must learn what else has counted. */
export async function namingTheGuard<Result>({ guard }: GuardedDocument, writing: Promise<Result>): Promise<Result> {
  try {
    return await writing;
  } catch (error) {
    if (guard !== 'unchanged' || !(error instanceof Problem) || error.code !== 'PAYLOAD_TOO_LARGE') throw error;
    const detail =
      'A conditional write takes the old state of the document and the new one to MongoDB together, and MongoDB takes 16 MB: make the document smaller, or write it without this precondition';
    throw new Problem('PAYLOAD_TOO_LARGE', { detail, cause: error });
  }
}

export function noDocument(id: string): Problem {
  return new Problem('RESOURCE_NOT_FOUND', { detail: `There is no document with the _id ${id}` });
}

/** `$eq`, so that an `_id` that is a document is never read as an operator. */
function byId(id: unknown): Document {
  return { _id: { $eq: id } };
}

/**
 * Makes reading, deciding and writing one step: of two writers that have read the same state, the second matches nothing.
 * Field order and values are compared; only the type of a number may have changed.
 */
function unchanged(document: Uint8Array): Document {
  const values = toOrderedValues(document);
  return { ...byId(values.get('_id')), $expr: { $eq: ['$$ROOT', { $literal: values }] } };
}
