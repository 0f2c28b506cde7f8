import { join } from 'node:path';
import { readPrivateFile, Secret, writePrivateFile } from '../../secrets/index.ts';

/** Where the example app's API key is kept, 0600. */
export function keyFile(dataDir: string): string {
  return join(dataDir, 'example-app.json');
}

export async function writeKey(file: string, apiKey: Secret): Promise<void> {
  await writePrivateFile(file, `${JSON.stringify({ apiKey: apiKey.reveal() }, null, 2)}\n`);
}

/** @throws Error with the mend when the file is damaged */
export async function readKey(file: string): Promise<Secret | undefined> {
  const text = await readPrivateFile(file);
  if (text === undefined) return undefined;
  const { apiKey } = parse(text);
  if (typeof apiKey === 'string') return new Secret(apiKey);
  throw new Error(`${file} is damaged: it must hold {"apiKey": "…"}. Delete it to get a new key.`);
}

export interface Owner {
  readonly publicKey: string;
  readonly privateKey: string;
  readonly groupId: string;
}

/** The first owner key with its project; undefined when its file is gone, as it is where it was moved to a safe place. */
export async function readOwner(bootstrapFile: string): Promise<Owner | undefined> {
  const { publicKey, privateKey, project } = parse((await readPrivateFile(bootstrapFile)) ?? '');
  const groupId = typeof project === 'object' && project !== null && 'id' in project ? project.id : undefined;
  if (typeof publicKey !== 'string' || typeof privateKey !== 'string' || typeof groupId !== 'string') return undefined;
  return { publicKey, privateKey, groupId };
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
