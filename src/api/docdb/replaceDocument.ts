import type { OperationHandler } from '../../contract/index.ts';
import type { Document } from '../../mongo/index.ts';
import { Problem } from '../../problem/index.ts';
import { answerMode } from './answer-mode.ts';
import { namingTheBody } from './body-problem.ts';
import type { DocdbDeps } from './deps.ts';
import { answerDocument } from './document-answer.ts';
import { formatDocumentId, parseDocumentId } from './document-id.ts';
import { type GuardedDocument, guardDocument, namingTheGuard, notWritten } from './guarded-document.ts';
import { toStoredDocument } from '../../payloads/index.ts';
import { openCollection, type OpenedCollection } from './opened-collection.ts';
import { preconditionFailed } from './preconditions.ts';
import { toRawDocument } from './raw-document.ts';
import { targetPath } from './target-path.ts';

/** Replaces one document or creates it, if its preconditions hold. */
export function replaceDocument({ dataSources }: DocdbDeps): OperationHandler<'replaceDocument'> {
  return async (request) => {
    const mode = answerMode(request.headers['accept']);
    const collection = openCollection(dataSources, request);
    const { documentId } = request.path;
    const document = withId(toStoredDocument(request.body, '/body', 'PATCH'), parseDocumentId(documentId));
    const guarded = await guardDocument(collection, document['_id'], request.headers);
    const written = await namingTheBody(namingTheGuard(guarded, write(collection, guarded, document)));
    if (written === 'refused') throw notWritten(guarded, documentId);
    const { headers, body } = answerDocument(toRawDocument(document), mode);
    if (written === 'replaced') return { status: 200, headers, body };
    return { status: 201, headers: { ...headers, Location: targetPath(request.target) }, body };
  };
}

function withId(document: Document, id: unknown): Document {
  if (!Object.hasOwn(document, '_id')) return { _id: id, ...document };
  if (formatDocumentId(document['_id']) === formatDocumentId(id)) return document;
  const message = 'must be the _id in the path, or left out';
  throw new Problem('INVALID_REQUEST', { detail: `/body/_id ${message}`, errors: [{ path: '/body/_id', message }] });
}

async function write(
  { source, namespace }: OpenedCollection,
  { guard, filter, options }: GuardedDocument,
  document: Document,
): Promise<'created' | 'replaced' | 'refused'> {
  if (guard === 'absent') {
    await source.insertOne(namespace, document, options).catch(refuseTakenId);
    return 'created';
  }
  const { created, matchedCount } = await source.replaceOne(namespace, filter, document, {
    ...options,
    upsert: guard === 'none',
  });
  if (created) return 'created';
  return matchedCount === 0 ? 'refused' : 'replaced';
}

/** Somebody has created the document since it was looked for. */
function refuseTakenId(error: unknown): never {
  const isTaken =
    error instanceof Problem && error.code === 'DUPLICATE_KEY' && error.errors.some(({ path }) => path === '/_id');
  throw isTaken ? preconditionFailed('If-None-Match') : error;
}
