import type { OperationHandler } from '../../contract/index.ts';
import { answerMode } from './answer-mode.ts';
import type { DocdbDeps } from './deps.ts';
import { answerCounts } from './document-answer.ts';
import { openCollection } from './opened-collection.ts';
import { toFilter } from './update-body.ts';

/** Deletes every document that matches the filter. */
export function deleteDocuments({ dataSources }: DocdbDeps): OperationHandler<'deleteDocuments'> {
  return async (request) => {
    const mode = answerMode(request.headers['accept']);
    const { source, namespace, mount } = openCollection(dataSources, request);
    const filter = toFilter(mount, request.body.filter);
    const { deletedCount } = await source.deleteMany(namespace, filter, { maxTimeMs: mount.maxTimeMs });
    return { status: 200, ...answerCounts({ deletedCount }, mode) };
  };
}
