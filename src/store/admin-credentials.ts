import type { AdminPrincipal, Role } from '../contract/index.ts';
import type { Db } from '../mongo/index.ts';
import type { Encryption } from '../secrets/index.ts';
import {
  apiKeys,
  ha1Place,
  type AccessListEntry,
  type ApiKey,
  type ApiKeyRole,
  type DigestSecret,
} from './api-keys.ts';
import { projects } from './projects.ts';
import { personalHa1Place, users, type User } from './users.ts';

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
  const roles = [...user.roles.map(toRole), ...(await rolesByTeams(db, user))];
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

/** What a user may do in projects because of the teams that he is in. */
async function rolesByTeams(db: Db, { teamIds }: User): Promise<Role[]> {
  if (teamIds.length === 0) return [];
  const found = await projects(db)
    .find({ 'teams.teamId': { $in: teamIds } }, { projection: { teams: 1 } })
    .toArray();
  const isIn = new Set(teamIds.map((id) => id.toHexString()));
  return found.flatMap(({ _id, teams }) =>
    teams
      .filter(({ teamId }) => isIn.has(teamId.toHexString()))
      .flatMap(({ roleNames }) => roleNames.map((roleName) => ({ roleName, groupId: _id.toHexString() }))),
  );
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

function toRole({ roleName, orgId, groupId }: ApiKeyRole): Role {
  return {
    roleName,
    ...(orgId !== undefined && { orgId: orgId.toHexString() }),
    ...(groupId !== undefined && { groupId: groupId.toHexString() }),
  };
}
