import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { reasonOf } from '../../config/index.ts';

/** What is sent of a folder. */
export interface FolderContents {
  /** Path → text. */
  readonly files: Readonly<Record<string, string>>;
  /** What was left out, each with the reason. */
  readonly left: readonly string[];
  /** Folders that are no part of what docgate serves, by their paths. */
  readonly ignored: readonly string[];
}

/** What a request may hold of texts; its body has names and escapes besides. */
const mostBytes = 15 * 1024 * 1024;
/** Made by tools, not exported. */
const notOfTheApp = new Set(['.git', '.DS_Store']);
const notOfTheAppAtTop = new Set(['.docgate']);
/** Large, and not served: packages, and at the top the static files of hosting. */
const notServed = new Set(['node_modules']);
const notServedAtTop = new Set(['hosting']);

/** Reads the texts of an exported folder. Links that lead out of it, and files that are no text, are left out. @throws Error with the mend */
export async function readFolder(path: string): Promise<FolderContents> {
  const top = await realpath(path).catch((error: unknown) => {
    throw new Error(`The folder ${path} cannot be read: ${reasonOf(error)}`, { cause: error });
  });
  if (!(await stat(top)).isDirectory()) throw new Error(`${path} is no folder: give the one that was exported.`);
  const reading = new FolderReading(top);
  await reading.read(top);
  const { files, left, ignored } = reading;
  return { files: Object.fromEntries(files), left, ignored };
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

class FolderReading {
  readonly files = new Map<string, string>();
  readonly left: string[] = [];
  readonly ignored: string[] = [];
  readonly #top: string;
  #bytes = 0;

  constructor(top: string) {
    this.#top = top;
  }

  async read(folder: string): Promise<void> {
    const entries = (await readdir(folder, { withFileTypes: true })).toSorted((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const isAtTop = folder === this.#top;
      if (notOfTheApp.has(entry.name) || (isAtTop && notOfTheAppAtTop.has(entry.name))) continue;
      const path = join(folder, entry.name);
      if (notServed.has(entry.name) || (isAtTop && notServedAtTop.has(entry.name))) this.ignored.push(this.#name(path));
      else if (entry.isDirectory()) await this.read(path);
      else if (entry.isFile()) await this.#readFile(path, path);
      else if (entry.isSymbolicLink()) await this.#readLink(path);
    }
  }

  /** Files only: links to folders may go in circles. */
  async #readLink(path: string): Promise<void> {
    const target = await realpath(path).catch(() => undefined);
    if (target?.startsWith(this.#top + sep) !== true) return this.#leave(path, 'a link that leads out of the folder');
    if (!(await stat(target)).isFile()) return this.#leave(path, 'a link to a folder');
    await this.#readFile(path, target);
  }

  async #readFile(path: string, target: string): Promise<void> {
    this.#bytes += (await stat(target)).size;
    if (this.#bytes > mostBytes)
      throw new Error(
        `The folder has more than ${mostBytes / 1024 / 1024} MiB of files: move out what is not part of the app.`,
      );
    try {
      this.files.set(this.#name(path), utf8.decode(await readFile(target)));
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      this.#leave(path, 'not UTF-8 text');
    }
  }

  #leave(path: string, reason: string): void {
    this.left.push(`${this.#name(path)}: ${reason}`);
  }

  #name(path: string): string {
    return relative(this.#top, path).split(sep).join('/');
  }
}
