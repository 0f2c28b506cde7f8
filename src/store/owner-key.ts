import { createHash, randomInt, randomUUID } from 'node:crypto';
import type { ObjectId } from '../mongo/index.ts';
import type { Encryption } from '../secrets/index.ts';
import { ha1Place, type AccessListEntry, type ApiKey } from './api-keys.ts';

export interface KeyPair {
  readonly publicKey: string;
  readonly privateKey: string;
}

/** The realm that MongoDB's own clients are used to; HA1s hold for it alone. */
const realm = 'MMS Public API';

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
    privateKeyEnd: pair.privateKey.slice(-12),
    ha1: {
      md5: encryption.encrypt(ha1('md5', pair), ha1Place(id, 'md5')),
      sha256: encryption.encrypt(ha1('sha256', pair), ha1Place(id, 'sha256')),
    },
    roles: [{ roleName: 'GLOBAL_OWNER' }, { orgId, roleName: 'ORG_OWNER' }, { groupId, roleName: 'GROUP_OWNER' }],
    accessList: [address('127.0.0.1', 32, now), address('::1', 128, now)],
    createdAt: now,
  };
}

/** RFC 7616 §3.4.2: H(username ":" realm ":" password). */
function ha1(algorithm: 'md5' | 'sha256', { publicKey, privateKey }: KeyPair): string {
  return createHash(algorithm).update(`${publicKey}:${realm}:${privateKey}`).digest('hex');
}

function address(ipAddress: string, bits: number, createdAt: Date): AccessListEntry {
  return { ipAddress, cidrBlock: `${ipAddress}/${bits}`, count: 0, createdAt };
}
