import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { hostNamed } from './find.ts';
import { toProcess } from './process.ts';

/** A host as Atlas shows it. */
export function getProcess({ store }: AdminDeps): OperationHandler<'getProcess'> {
  return async ({ path }) => ({
    status: 200,
    body: toProcess(await hostNamed(store, path.processId, path.groupId)),
  });
}
