import type { OperationHandler } from '../../contract/index.ts';
import { answerMode } from './answer-mode.ts';
import { namingTheBody } from './body-problem.ts';
import type { DocdbDeps } from './deps.ts';
import { answerDocument, answerValues } from './document-answer.ts';
import { formatDocumentId } from './document-id.ts';
import { toStoredDocument } from '../../payloads/index.ts';
import { openCollection } from './opened-collection.ts';
import { toRawDocument } from './raw-document.ts';
import { targetPath } from './target-path.ts';

/** Inserts one document, which is the answer, or several in order, whose `_id`s are. */
export function createDocuments({ dataSources }: DocdbDeps): OperationHandler<'createDocuments'> {
  return async (request) => {
    const { body, headers, target } = request;
    const mode = answerMode(headers['accept']);
    const { source, namespace, mount } = openCollection(dataSources, request);
    const options = { maxTimeMs: mount.maxTimeMs };
    if (Array.isArray(body)) {
      const documents = body.map((document, index) => toStoredDocument(document, `/body/${index}`, 'PATCH'));
      const { insertedIds } = await namingTheBody(source.insertMany(namespace, documents, options));
      return { status: 201, ...answerValues({ insertedIds }, mode) };
    }
    const document = toStoredDocument(body, '/body', 'PATCH');
    // Adds the `_id` to the document.
    const { insertedId } = await namingTheBody(source.insertOne(namespace, document, options));
    const answer = answerDocument(toRawDocument(document), mode);
    return {
      status: 201,
      headers: { ...answer.headers, Location: `${targetPath(target)}/${formatDocumentId(insertedId)}` },
      body: answer.body,
    };
  };
}
