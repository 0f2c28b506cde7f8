import type { OperationHandler } from '../../contract/index.ts';
import { answerMode } from './answer-mode.ts';
import type { DocdbDeps } from './deps.ts';
import { answerCounts } from './document-answer.ts';
import { openCollection } from './opened-collection.ts';
import { toFilter, toUpdate } from './update-body.ts';

/** Updates every document that matches the filter. */
export function updateDocuments({ dataSources }: DocdbDeps): OperationHandler<'updateDocuments'> {
  return async (request) => {
    const mode = answerMode(request.headers['accept']);
    const { source, namespace, mount } = openCollection(dataSources, request);
    const filter = toFilter(mount, request.body.filter);
    const update = toUpdate(mount, request.body.update);
    const { matchedCount, modifiedCount } = await source.updateMany(namespace, filter, update, {
      maxTimeMs: mount.maxTimeMs,
    });
    return { status: 200, ...answerCounts({ matchedCount, modifiedCount }, mode) };
  };
}
