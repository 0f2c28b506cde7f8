import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { readPrivateFile, Secret, writePrivateFile } from '../secrets/index.ts';

export interface DocdbUser {
  readonly username: string;
  readonly password: Secret;
  readonly file: string;
}

/** The generated user of `npm start`: made once and kept in the data directory, so that restarts keep it. */
export async function openDocdbUser(dataDir: string): Promise<DocdbUser> {
  const file = join(dataDir, 'docdb-user.json');
  const kept = await readPrivateFile(file);
  if (kept !== undefined) return { ...parse(kept, file), file };
  const made = { username: 'docdb', password: randomBytes(12).toString('base64url') };
  await writePrivateFile(file, `${JSON.stringify(made, null, 2)}\n`);
  return { username: made.username, password: new Secret(made.password), file };
}

function parse(text: string, file: string): Omit<DocdbUser, 'file'> {
  try {
    const { username, password } = JSON.parse(text) as Record<string, unknown>;
    if (typeof username === 'string' && typeof password === 'string')
      return { username, password: new Secret(password) };
  } catch {
    // Falls through to the one message for every kind of damage.
  }
  throw new Error(`${file} is damaged: it must hold {"username": "…", "password": "…"}. Delete it to get a new user.`);
}
