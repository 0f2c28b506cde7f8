import { randomInt, randomUUID } from 'node:crypto';
import { ha1, type DigestAlgorithm } from '../auth/index.ts';
import type { ObjectId } from '../mongo/index.ts';
import type { Encryption } from '../secrets/index.ts';
import { ha1Place, type AccessListEntry, type ApiKey, type DigestSecret } from './api-keys.ts';

export interface KeyPair {
  readonly publicKey: string;
  readonly privateKey: string;
}

/** Shaped as MongoDB's: eight lower-case letters, and a UUID. */
export function makeKeyPair(): KeyPair {
  const letters = Array.from({ length: 8 }, () => String.fromCharCode(97 + randomInt(26)));
  return { publicKey: letters.join(''), privateKey: randomUUID() };
}

/** The key that owns the service, its first organization and its first project; usable from this machine until its list is extended. */
export function makeOwnerKey(
  ids: { id: ObjectId; orgId: ObjectId; groupId: ObjectId },
  pair: KeyPair,
  encryption: Encryption,
  now: Date,
): ApiKey {
  const { id, orgId, groupId } = ids;
  return {
    _id: id,
    orgId,
    desc: 'owner key, made at the first start',
    publicKey: pair.publicKey,
    ...digestSecret(pair.publicKey, pair.privateKey, encryption, (algorithm) => ha1Place(id, algorithm)),
    roles: [{ roleName: 'GLOBAL_OWNER' }, { orgId, roleName: 'ORG_OWNER' }, { groupId, roleName: 'GROUP_OWNER' }],
    accessList: [address('127.0.0.1', 32, now), address('::1', 128, now)],
    createdAt: now,
    revision: 1,
  };
}

/** What is kept of a private key, or of a user's personal one. `place` is where each HA1 stands. */
export function digestSecret(
  username: string,
  privateKey: string,
  encryption: Encryption,
  place: (algorithm: DigestAlgorithm) => string,
): DigestSecret {
  const kept = (algorithm: DigestAlgorithm) =>
    encryption.encrypt(ha1(algorithm, username, privateKey), place(algorithm));
  return { privateKeyEnd: privateKey.slice(-12), ha1: { md5: kept('md5'), sha256: kept('sha256') } };
}

function address(ipAddress: string, bits: number, createdAt: Date): AccessListEntry {
  return { ipAddress, cidrBlock: `${ipAddress}/${bits}`, count: 0, createdAt };
}
