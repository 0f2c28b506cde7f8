import { importSPKI, importX509, type CryptoKey } from 'jose';
import type { SigningAlgorithm } from '../apps/index.ts';

/**
 * What a secret checks signatures of this algorithm with: its bytes, or the public key (SPKI) or certificate (X.509) that it is as PEM.
 * @returns undefined where the secret is no key of the algorithm
 */
export function signingKeyOf(secret: string, algorithm: SigningAlgorithm): Promise<CryptoKey | Uint8Array | undefined> {
  return algorithm === 'HS256' ? sharedKey(secret) : publicKey(secret.trim(), algorithm);
}

/** Who may know a public key could sign with it, if its text were taken for a shared secret. */
async function sharedKey(secret: string): Promise<Uint8Array | undefined> {
  return secret.includes('-----BEGIN') ? undefined : new TextEncoder().encode(secret);
}

async function publicKey(pem: string, algorithm: SigningAlgorithm): Promise<CryptoKey | undefined> {
  const read = pem.startsWith('-----BEGIN CERTIFICATE-----') ? importX509 : importSPKI;
  // Whatever an importer throws says that this is no key of the algorithm.
  return read(pem, algorithm).catch(() => undefined);
}
