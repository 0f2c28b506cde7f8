import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { knownId, requireId } from '../ids.ts';
import { tagged } from '../revisions.ts';
import { toApiKey } from './present.ts';
import { noApiKey } from './record.ts';

/** One key of an organization. */
export function getOrganizationApiKey({ store }: AdminDeps): OperationHandler<'getOrganizationApiKey'> {
  return async ({ path }) => {
    const _id = requireId(path.apiKeyId, 'API_KEY_NOT_FOUND');
    const key = await store.apiKeys.findOne({ _id, orgId: knownId(path.orgId) });
    if (key === null) throw noApiKey(path.apiKeyId);
    return { status: 200, headers: tagged(key), body: toApiKey(key) };
  };
}
