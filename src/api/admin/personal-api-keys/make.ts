import { ObjectId } from '../../../mongo/index.ts';
import type { Encryption } from '../../../secrets/index.ts';
import { digestSecret, makeKeyPair, personalHa1Place, type PersonalApiKey } from '../../../store/index.ts';

/** A new personal key for digest authentication under this username, and its private part, which is not kept. */
export function makePersonalKey(
  encryption: Encryption,
  username: string,
  desc: string,
): { key: PersonalApiKey; privateKey: string } {
  const _id = new ObjectId();
  const { privateKey } = makeKeyPair();
  const secret = digestSecret(username, privateKey, encryption, (algorithm) => personalHa1Place(_id, algorithm));
  return { key: { _id, desc, ...secret, createdAt: new Date() }, privateKey };
}
