import { Problem } from '../../../problem/index.ts';
import type { ApiKey, Store } from '../../../store/index.ts';
import { knownId, requireId } from '../ids.ts';

interface KeyPath {
  readonly orgId: string;
  readonly apiKeyId: string;
}

/** A key of the organization, as a filter. @throws Problem API_KEY_NOT_FOUND */
export function keyFilter({ orgId, apiKeyId }: KeyPath) {
  return { _id: requireId(apiKeyId, 'API_KEY_NOT_FOUND'), orgId: knownId(orgId) };
}

/** @throws Problem API_KEY_NOT_FOUND */
export async function findKey(store: Store, path: KeyPath): Promise<ApiKey> {
  const key = await store.apiKeys.findOne(keyFilter(path));
  if (key === null) throw new Problem('API_KEY_NOT_FOUND', { parameters: [path.apiKeyId] });
  return key;
}

export function listPath({ orgId, apiKeyId }: KeyPath): string {
  return `/orgs/${orgId}/apiKeys/${apiKeyId}/accessList`;
}
