/** `npm run generate`: openapi/ → everything under generated/. With `--check` nothing is written; stale files fail. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { bundle, toText } from './bundle.ts';

const root = resolve(import.meta.dirname, '..');

/** Writes the bundle, the types, the operation table and the SDK into `folder`. */
async function generateInto(folder: string) {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'openapi.json'), toText(await bundle()));
  const openapiTs = join(root, 'node_modules/.bin/openapi-ts');
  await promisify(execFile)(openapiTs, [], { cwd: root, env: { ...process.env, DOCGATE_GENERATED: folder } });
}

async function filesOf(folder: string) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

const textOf = (folder: string, file: string) => readFile(join(folder, file), 'utf8').catch(() => undefined);

/** The files, relative to both folders, that only one of them has or that differ. */
export async function differentFiles(fresh: string, committed: string): Promise<string[]> {
  const files = new Set([...(await filesOf(fresh)), ...(await filesOf(committed))]);
  const stale: string[] = [];
  for (const file of [...files].toSorted()) {
    if ((await textOf(fresh, file)) !== (await textOf(committed, file))) stale.push(file);
  }
  return stale;
}

/** The files under generated/ that are missing, left over or unlike what openapi/ makes now. */
export async function staleFiles(): Promise<string[]> {
  const fresh = await mkdtemp(join(tmpdir(), 'docgate-generated-'));
  try {
    await generateInto(fresh);
    return await differentFiles(fresh, join(root, 'generated'));
  } finally {
    await rm(fresh, { recursive: true });
  }
}

if (import.meta.main && process.argv.includes('--check')) {
  const stale = await staleFiles();
  for (const file of stale) console.error(`generated/${file} is stale: run npm run generate and commit it`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else if (import.meta.main) {
  await generateInto(join(root, 'generated'));
}
