import type { ApiKey, ApiKeyRole } from '../../../store/index.ts';
import { maskedKey } from '../masked-key.ts';

/** A key with its private part masked, or in clear where it has just been made. */
export function toApiKey(key: ApiKey, privateKey?: string) {
  const id = key._id.toHexString();
  const orgId = key.orgId.toHexString();
  const self = keyPath(key);
  return {
    id,
    desc: key.desc,
    publicKey: key.publicKey,
    privateKey: privateKey ?? maskedKey(key),
    roles: key.roles.map(toRole),
    links: [
      { rel: 'self', href: self },
      { rel: 'org', href: `/orgs/${orgId}` },
      { rel: 'accessList', href: `${self}/accessList` },
    ],
  };
}

export function keyPath({ _id, orgId }: ApiKey): string {
  return `/orgs/${orgId.toHexString()}/apiKeys/${_id.toHexString()}`;
}

function toRole({ roleName, orgId, groupId }: ApiKeyRole) {
  if (groupId !== undefined) return { roleName, groupId: groupId.toHexString() };
  return { roleName, ...(orgId !== undefined && { orgId: orgId.toHexString() }) };
}
