import { join } from 'node:path';
import { inject } from 'vitest';
import { owner, type KeyPair } from '../_harness/admin.ts';
import { docgate, type Outcome } from './run-docgate.ts';

/** `docgate app …` on the run's service. */
export function app(args: readonly string[], key: KeyPair = owner, env: Record<string, string> = {}): Promise<Outcome> {
  return docgate(['app', ...args], {
    DOCGATE_URL: inject('serviceUrl'),
    DOCGATE_PUBLIC_KEY: key.publicKey,
    DOCGATE_PRIVATE_KEY: key.privateKey,
    ...env,
  });
}

/** An exported folder of the corpus. */
export function corpus(name: string): string {
  return join('test/corpus/apps', name, 'folder');
}

let sequence = 0;

/** An app's id that no other test has. */
export function freshId(): string {
  return `cli-${process.pid}-${Date.now().toString(36)}-${(sequence += 1)}`;
}
