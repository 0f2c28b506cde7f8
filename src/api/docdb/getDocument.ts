import type { OperationHandler } from '../../contract/index.ts';
import { answerMode } from './answer-mode.ts';
import type { DocdbDeps } from './deps.ts';
import { answerDocument, documentHeaders } from './document-answer.ts';
import { parseDocumentId } from './document-id.ts';
import { tagOf } from './entity-tag.ts';
import { noDocument, readDocument } from './guarded-document.ts';
import { openCollection } from './opened-collection.ts';
import { isNotModified } from './preconditions.ts';

/** One document with its ETag; 304 without it when the client has that state already. */
export function getDocument({ dataSources }: DocdbDeps): OperationHandler<'getDocument'> {
  return async (request) => {
    const mode = answerMode(request.headers['accept']);
    const { documentId } = request.path;
    const document = await readDocument(openCollection(dataSources, request), parseDocumentId(documentId));
    if (document === undefined) throw noDocument(documentId);
    const known = request.headers['if-none-match'];
    if (known === undefined) return { status: 200, ...answerDocument(document, mode) };
    const tag = tagOf(document);
    if (isNotModified(known, tag)) return { status: 304, headers: documentHeaders(tag, mode) };
    return { status: 200, ...answerDocument(document, mode) };
  };
}
