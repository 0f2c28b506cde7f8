import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const corpus = fileURLToPath(new URL('../../corpus/apps/', import.meta.url));

/** The names of the exported folders of the corpus. */
export const exported = readdirSync(corpus, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

/** The files of one of them: paths → texts. */
export function readFolder(name: string): Map<string, string> {
  const top = join(corpus, name, 'folder');
  const entries = readdirSync(top, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).toSorted();
  return new Map(paths.map((path) => [relative(top, path).replaceAll(sep, '/'), readFileSync(path, 'utf8')]));
}

/** The file with what the reader must make of a folder. */
export function expectedFile(name: string): string {
  return join(corpus, name, 'expected.json');
}
