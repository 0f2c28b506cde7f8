import type { AdminPrincipal, Role } from '../contract/index.ts';
import type { Db } from '../mongo/index.ts';
import type { Encryption } from '../secrets/index.ts';
import { apiKeys, ha1Place, type AccessListEntry, type ApiKey, type DigestSecret } from './api-keys.ts';
import { heldRoles, toRole, type HeldRole } from './held-roles.ts';
import { personalHa1Place, users } from './users.ts';

/** What a username of digest authentication may stand for: whose HA1s they are, and who it would be. */
export interface AdminCredential {
  readonly ha1: { readonly md5: string; readonly sha256: string };
  readonly principal: Omit<AdminPrincipal, 'remoteAddress'>;
}

/** Finds the credentials behind a username: the public key of an API key, or the e-mail address of a user with personal keys. */
export function createCredentialFinder(db: Db, encryption: Encryption) {
  return async (username: string): Promise<AdminCredential[]> => {
    if (username.includes('@')) return ofUser(db, encryption, username.toLowerCase());
    const key = await apiKeys(db).findOne({ publicKey: username });
    return key === null ? [] : [ofKey(encryption, key)];
  };
}

function ofKey(encryption: Encryption, key: ApiKey): AdminCredential {
  const { _id, orgId, publicKey } = key;
  // Whoever holds a key of an organization belongs to it.
  const member: Role = { roleName: 'ORG_MEMBER', orgId: orgId.toHexString() };
  return {
    ha1: opened(encryption, key, (algorithm) => ha1Place(_id, algorithm)),
    principal: {
      kind: 'admin',
      keyId: _id.toHexString(),
      publicKey,
      orgId: orgId.toHexString(),
      roles: [member, ...key.roles.map(toRole)],
      accessList: key.accessList.map(({ cidrBlock }) => cidrBlock),
    },
  };
}

async function ofUser(db: Db, encryption: Encryption, username: string): Promise<AdminCredential[]> {
  const user = await users(db).findOne({ username }, { projection: { passwordHash: 0 } });
  if (user === null || user.apiKeys.length === 0) return [];
  const roles = withMembership(await heldRoles(db, user));
  return user.apiKeys.map((key) => ({
    ha1: opened(encryption, key, (algorithm) => personalHa1Place(key._id, algorithm)),
    principal: {
      kind: 'admin',
      keyId: key._id.toHexString(),
      user: { id: user._id.toHexString(), username: user.username },
      roles,
      accessList: user.accessList.map(({ cidrBlock }: AccessListEntry) => cidrBlock),
    },
  }));
}

/** Whoever has a role in a project belongs to its organization. */
function withMembership(held: readonly HeldRole[]): Role[] {
  const orgIds = new Set(held.flatMap(({ scope }) => scope.orgId ?? []));
  const member = [...orgIds].map((orgId) => ({ roleName: 'ORG_MEMBER', orgId }));
  return [...held.map(({ role }) => role), ...member];
}

function opened(
  encryption: Encryption,
  { ha1 }: DigestSecret,
  place: (algorithm: 'md5' | 'sha256') => string,
): AdminCredential['ha1'] {
  return {
    md5: encryption.decrypt(ha1.md5, place('md5')),
    sha256: encryption.decrypt(ha1.sha256, place('sha256')),
  };
}
