import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { tagged } from '../revisions.ts';
import { toMount } from './present.ts';
import { findMount } from './record.ts';

/** One mount of a project. */
export function getMount({ store }: AdminDeps): OperationHandler<'getMount'> {
  return async ({ path }) => {
    const mount = await findMount(store, path);
    return { status: 200, headers: tagged(mount), body: toMount(mount) };
  };
}
