import { hkdfSync, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { readPrivateFile, writePrivateFile } from './private-file.ts';
import { Secret } from './secret.ts';

/** One sub-key each, so that what leaks or wears out in one place opens nothing in another. */
export type KeyPurpose =
  | 'encryption at rest'
  | 'page tokens'
  | 'digest nonces'
  | 'app sessions'
  | 'app keys'
  | 'master key check';

/** The root of every key of this service. It is never used itself: only its sub-keys are. */
export interface MasterKey {
  /** 32 bytes by HKDF-SHA-256 (RFC 5869), the same for the same purpose in every process and after every restart. */
  derive(purpose: KeyPurpose): Buffer;
  /** For a worker of the same service, over its pipe. */
  readonly secret: Secret;
}

const minimumLength = 32;

/** Where the master key is kept unless one is given. */
export function masterKeyFile(dataDir: string): string {
  return join(dataDir, 'master.key');
}

/**
 * The given master key, else the one in the data directory, which is made at the first start (32 random bytes, 0600).
 * @throws Error with the mend when the key is too short or its file is open to others.
 */
export async function openMasterKey(options: { given?: Secret | undefined; dataDir: string }): Promise<MasterKey> {
  if (options.given !== undefined) return toMasterKey(options.given, 'The master key');
  const path = masterKeyFile(options.dataDir);
  const kept = await readPrivateFile(path);
  if (kept !== undefined) return toMasterKey(new Secret(kept.trim()), path);
  const made = randomBytes(32).toString('base64url');
  await writePrivateFile(path, `${made}\n`);
  return toMasterKey(new Secret(made), path);
}

function toMasterKey(secret: Secret, place: string): MasterKey {
  if (secret.reveal().length < minimumLength) {
    throw new Error(`${place} is shorter than ${minimumLength} characters. Make a good one: openssl rand -base64 32`);
  }
  return {
    secret,
    derive: (purpose) => Buffer.from(hkdfSync('sha256', secret.reveal(), 'docgate', purpose, 32)),
  };
}
