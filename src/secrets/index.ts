/**
 * Secrets: the type that hides them, the private files that keep them, the master key and what is encrypted under it.
 * A leaf: imports nothing of ours, and must not know what the secrets open.
 */
export { createEncryption, type Encryption } from './encryption.ts';
export { masterKeyFile, openMasterKey, type KeyPurpose, type MasterKey } from './master-key.ts';
export { packSecrets, unpackSecrets } from './packing.ts';
export { readPrivateFile, writePrivateFile } from './private-file.ts';
export { Secret } from './secret.ts';
