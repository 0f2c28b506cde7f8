import { randomBytes } from 'node:crypto';
import type { AdminPrincipal, DigestAlgorithm, Role } from '../auth/index.ts';
import type { Db } from '../mongo/index.ts';
import type { Encryption } from '../secrets/index.ts';
import { apiKeys, ha1Place, type AccessListEntry, type ApiKey, type DigestSecret } from './api-keys.ts';
import { heldRoles, toRole, type HeldRole } from './held-roles.ts';
import { personalHa1Place, users, type User } from './users.ts';

type Caller = Omit<AdminPrincipal, 'remoteAddress'>;

/** What a username of digest authentication may stand for: its HA1, opened when asked for, and who it would be. */
export interface AdminCredential {
  ha1(algorithm: DigestAlgorithm): string;
  principal(): Promise<Caller>;
}

/**
 * Finds the credentials behind a username: the public key of an API key, or the e-mail address of a user with personal
 * keys. Behind a name that nobody has is one that nothing matches and that takes as long to open: time tells nobody who is there.
 */
export function createCredentialFinder(db: Db, encryption: Encryption) {
  const nobody = nobodys(encryption);
  return async (username: string): Promise<AdminCredential[]> => {
    const found = username.includes('@')
      ? await ofUser(db, encryption, username.toLowerCase())
      : await ofKey(db, encryption, username);
    return found.length > 0 ? found : [nobody];
  };
}

function nobodys(encryption: Encryption): AdminCredential {
  const place = 'nobody/ha1';
  const sealed = encryption.encrypt(randomBytes(32).toString('hex'), place);
  return {
    ha1: () => encryption.decrypt(sealed, place),
    principal: () => Promise.reject(new Error('nobody has been identified')),
  };
}

async function ofKey(db: Db, encryption: Encryption, username: string): Promise<AdminCredential[]> {
  const key = await apiKeys(db).findOne({ publicKey: username });
  if (key === null) return [];
  const open = (algorithm: DigestAlgorithm) => opened(encryption, key, algorithm, ha1Place(key._id, algorithm));
  return [{ ha1: open, principal: async () => callerByKey(key) }];
}

function callerByKey({ _id, orgId, publicKey, roles, accessList }: ApiKey): Caller {
  // Whoever holds a key of an organization belongs to it.
  const member: Role = { roleName: 'ORG_MEMBER', orgId: orgId.toHexString() };
  return {
    kind: 'admin',
    keyId: _id.toHexString(),
    publicKey,
    orgId: orgId.toHexString(),
    roles: [member, ...roles.map(toRole)],
    accessList: accessList.map(({ cidrBlock }) => cidrBlock),
  };
}

async function ofUser(db: Db, encryption: Encryption, username: string): Promise<AdminCredential[]> {
  const user = await users(db).findOne({ username }, { projection: { passwordHash: 0 } });
  if (user === null) return [];
  return user.apiKeys.map((key) => ({
    ha1: (algorithm) => opened(encryption, key, algorithm, personalHa1Place(key._id, algorithm)),
    principal: () => callerByUser(db, user, key._id.toHexString()),
  }));
}

async function callerByUser(db: Db, user: User, keyId: string): Promise<Caller> {
  return {
    kind: 'admin',
    keyId,
    user: { id: user._id.toHexString(), username: user.username },
    roles: withMembership(await heldRoles(db, user)),
    accessList: user.accessList.map(({ cidrBlock }: AccessListEntry) => cidrBlock),
  };
}

/** Whoever has a role in a project belongs to its organization. */
function withMembership(held: readonly HeldRole[]): Role[] {
  const orgIds = new Set(held.flatMap(({ scope }) => scope.orgId ?? []));
  const member = [...orgIds].map((orgId) => ({ roleName: 'ORG_MEMBER', orgId }));
  return [...held.map(({ role }) => role), ...member];
}

function opened(encryption: Encryption, { ha1 }: DigestSecret, algorithm: DigestAlgorithm, place: string): string {
  return encryption.decrypt(ha1[algorithm], place);
}
