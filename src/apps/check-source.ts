import { Script } from 'node:vm';
import type { Folder } from './folder.ts';

/** Reports a source that does not compile. Nothing of it runs. */
export function checkSource(folder: Folder, file: string, source: string): void {
  // App Services took modules as well, and a script cannot be one.
  if (/^[ \t]*import\b/m.test(source)) return;
  try {
    void new Script(source, { filename: file });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    folder.error(file, `The source does not compile: ${reason}${lineOf(error)}.`, 'Correct the function.');
  }
}

/** V8 writes the line as the stack's first one: `functions/a.js:3`. */
function lineOf(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const line = /^[^\n]*:(\d+)\n/.exec(stack)?.[1];
  return line === undefined ? '' : ` (line ${line})`;
}
