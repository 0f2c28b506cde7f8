import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const top = 'examples/todo';

/** The files of the example app: paths → texts. */
export function exampleFiles(): Record<string, string> {
  const files = readdirSync(top, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(paths.map((path) => [relative(top, path), readFileSync(path, 'utf8')]));
}
