import type { OperationHandler } from '../../contract/index.ts';
import { answerMode } from './answer-mode.ts';
import type { DocdbDeps } from './deps.ts';
import { answerDocument } from './document-answer.ts';
import { parseDocumentId } from './document-id.ts';
import { guardDocument, namingTheGuard, notWritten } from './guarded-document.ts';
import { openCollection } from './opened-collection.ts';
import { toUpdate } from './update-body.ts';

/** Updates one document, if its preconditions hold, and answers it as it is then. */
export function updateDocument({ dataSources }: DocdbDeps): OperationHandler<'updateDocument'> {
  return async (request) => {
    const mode = answerMode(request.headers['accept']);
    const collection = openCollection(dataSources, request);
    const { source, namespace, mount } = collection;
    const { documentId } = request.path;
    const update = toUpdate(mount, request.body.update);
    const guarded = await guardDocument(collection, parseDocumentId(documentId), request.headers);
    const writing = source.findOneAndUpdate(namespace, guarded.filter, update, guarded.options);
    const document = await namingTheGuard(guarded, writing);
    if (document === undefined) throw notWritten(guarded, documentId);
    return { status: 200, ...answerDocument(document, mode) };
  };
}
