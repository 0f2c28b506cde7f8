/** Where browsing the admin API begins. */
import type { AdminDeps } from '../deps.ts';
import { getApiRoot } from './getApiRoot.ts';

export function createRootHandlers(deps: AdminDeps) {
  return { getApiRoot: getApiRoot(deps) };
}
