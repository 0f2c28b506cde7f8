import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { ObjectId } from '../mongo/index.ts';
import { readPrivateFile, writePrivateFile } from '../secrets/index.ts';
import type { KeyPair } from './owner-key.ts';

/** What the first start makes, with the key pair in clear: kept in the data directory, 0600, and nowhere else. */
export interface OwnerKey extends KeyPair {
  readonly organization: { readonly id: string; readonly name: string };
  readonly project: { readonly id: string; readonly name: string };
  readonly apiKeyId: string;
}

export interface BootstrapOutcome {
  readonly file: string;
  /** As long as it was never shown: after `publishBootstrap` it is in the file alone. */
  readonly ownerKey?: OwnerKey | undefined;
}

/** Where the first credentials are kept. */
export function bootstrapFile(dataDir: string): string {
  return join(dataDir, 'bootstrap.json');
}

/** Written before the store, so that no crash leaves a key that nobody knows. */
function draftFile(dataDir: string): string {
  return join(dataDir, 'bootstrap.draft.json');
}

export async function writeDraft(dataDir: string, ownerKey: OwnerKey): Promise<void> {
  await writePrivateFile(draftFile(dataDir), `${JSON.stringify(ownerKey, null, 2)}\n`);
}

/** What a first start that died half way was about to make. */
export async function readDraft(dataDir: string): Promise<OwnerKey | undefined> {
  const text = await readPrivateFile(draftFile(dataDir));
  return text === undefined ? undefined : parse(text);
}

/**
 * The service runs and shows the pair now: from here on, only the file tells it.
 * Credentials of another store that this directory served before are kept beside.
 */
export async function publishBootstrap(dataDir: string): Promise<void> {
  const file = bootstrapFile(dataDir);
  const former = await readPrivateFile(file);
  if (former !== undefined) await rename(file, join(dataDir, `bootstrap.${parse(former)?.apiKeyId ?? 'former'}.json`));
  await rename(draftFile(dataDir), file);
}

function parse(text: string): OwnerKey | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isOwnerKey(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isOwnerKey(value: unknown): value is OwnerKey {
  if (typeof value !== 'object' || value === null) return false;
  const { publicKey, privateKey, apiKeyId, organization, project } = value as Record<string, unknown>;
  return (
    [publicKey, privateKey].every((text) => typeof text === 'string') &&
    [apiKeyId, idOf(organization), idOf(project)].every(isId)
  );
}

function idOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined;
}

function isId(value: unknown): boolean {
  return typeof value === 'string' && ObjectId.isValid(value) && value.length === 24;
}
