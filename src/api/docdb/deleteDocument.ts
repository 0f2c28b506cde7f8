import type { OperationHandler } from '../../contract/index.ts';
import { answerMode } from './answer-mode.ts';
import type { DocdbDeps } from './deps.ts';
import { answerCounts } from './document-answer.ts';
import { parseDocumentId } from './document-id.ts';
import { guardDocument, namingTheGuard, notWritten } from './guarded-document.ts';
import { openCollection } from './opened-collection.ts';

/** Deletes one document, if its preconditions hold. */
export function deleteDocument({ dataSources }: DocdbDeps): OperationHandler<'deleteDocument'> {
  return async (request) => {
    const mode = answerMode(request.headers['accept']);
    const collection = openCollection(dataSources, request);
    const { documentId } = request.path;
    const guarded = await guardDocument(collection, parseDocumentId(documentId), request.headers);
    const { source, namespace } = collection;
    const writing = source.deleteOne(namespace, guarded.filter, guarded.options);
    const { deletedCount } = await namingTheGuard(guarded, writing);
    if (deletedCount === 0) throw notWritten(guarded, documentId);
    return { status: 200, ...answerCounts({ deletedCount }, mode) };
  };
}
