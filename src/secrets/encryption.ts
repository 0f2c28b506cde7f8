import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto';
import type { MasterKey } from './master-key.ts';

/** AES-256-GCM for single fields of the store. */
export interface Encryption {
  /** → `v1.` and base64url of nonce, ciphertext and tag. `place` (`apiKeys.ha1/<id>`) is bound to it: it opens nowhere else. */
  encrypt(text: string, place: string): string;
  /** @throws Error when the text was made for another place or with another master key. */
  decrypt(encrypted: string, place: string): string;
}

const version = 'v1.';
const nonceLength = 12;
const tagLength = 16;

/** Encryption under a sub-key of the master key. */
export function createEncryption(masterKey: MasterKey): Encryption {
  // As a KeyObject: from a Buffer, Node makes one each time, which costs three times the decryption.
  const key = createSecretKey(masterKey.derive('encryption at rest'));
  return {
    encrypt(text, place) {
      const nonce = randomBytes(nonceLength);
      const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength }).setAAD(Buffer.from(place));
      const sealed = [nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()];
      return version + Buffer.concat(sealed).toString('base64url');
    },
    decrypt(encrypted, place) {
      const bytes = Buffer.from(encrypted.slice(version.length), 'base64url');
      if (!encrypted.startsWith(version) || bytes.length < nonceLength + tagLength) throw unreadable(place);
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceLength), {
        authTagLength: tagLength,
      })
        .setAAD(Buffer.from(place))
        .setAuthTag(bytes.subarray(-tagLength));
      try {
        const text = decipher.update(bytes.subarray(nonceLength, -tagLength));
        return Buffer.concat([text, decipher.final()]).toString('utf8');
      } catch (error) {
        throw unreadable(place, error);
      }
    },
  };
}

function unreadable(place: string, cause?: unknown): Error {
  return new Error(`${place} cannot be decrypted: it was written with another master key, or changed.`, { cause });
}
