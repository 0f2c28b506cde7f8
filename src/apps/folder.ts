import { JsonSyntaxError, parseJson } from '../bson/index.ts';
import type { JsonValue } from './expression.ts';
import type { Findings } from './findings.ts';
import { Part } from './part.ts';

interface Contents {
  readonly folders: Set<string>;
  readonly files: Set<string>;
}

/** The files of an exported folder by their paths, and which of them have been read. */
export class Folder {
  readonly findings: Findings;
  readonly #files: ReadonlyMap<string, string>;
  readonly #contents = new Map<string, Contents>();
  readonly #read = new Set<string>();

  constructor(files: ReadonlyMap<string, string>, findings: Findings) {
    this.findings = findings;
    this.#files = files;
    for (const path of files.keys()) this.#place(path);
  }

  has(path: string): boolean {
    return this.#files.has(path);
  }

  text(path: string): string | undefined {
    const text = this.#files.get(path);
    if (text !== undefined) this.#read.add(path);
    return text;
  }

  /** The value of a JSON file; undefined when there is none, or, with an error, when it is no JSON. */
  json(path: string): Part | undefined {
    const text = this.text(path);
    if (text === undefined) return undefined;
    try {
      const value = parseJson(text.replace(/^\uFEFF/, '')) as JsonValue;
      return new Part(value, { file: path, findings: this.findings });
    } catch (error) {
      if (!(error instanceof JsonSyntaxError)) throw error;
      this.error(path, `This is not JSON: ${error.message}.`, `Correct line ${error.line}.`);
      return undefined;
    }
  }

  error(file: string, message: string, mend: string): void {
    this.findings.add({ severity: 'error', file, pointer: '', message, mend });
  }

  warning(file: string, message: string, mend: string): void {
    this.findings.add({ severity: 'warning', file, pointer: '', message, mend });
  }

  /** Names of the folders in a folder, in order. The top is the empty path. */
  foldersIn(path: string): string[] {
    return [...(this.#contents.get(path)?.folders ?? [])].toSorted();
  }

  /** Names of the files in a folder, in order. */
  filesIn(path: string): string[] {
    return [...(this.#contents.get(path)?.files ?? [])].toSorted();
  }

  /** Paths of the files anywhere below a folder, in order. */
  filesBelow(path: string): string[] {
    return [...this.#files.keys()].filter((file) => file.startsWith(`${path}/`)).toSorted();
  }

  /** The files that nobody has read, each as the highest folder of which nothing was read, in order. */
  unread(): string[] {
    const touched = new Set(['']);
    for (const path of this.#read) for (const folder of foldersOf(path)) touched.add(folder);
    const tops = [...this.#files.keys()]
      .filter((path) => !this.#read.has(path))
      .map((path) => foldersOf(path).find((folder) => !touched.has(folder)) ?? path);
    return [...new Set(tops)].toSorted();
  }

  #place(path: string): void {
    for (const folder of foldersOf(path)) this.#entry(parentOf(folder)).folders.add(nameOf(folder));
    this.#entry(parentOf(path)).files.add(nameOf(path));
  }

  #entry(path: string): Contents {
    const entry = this.#contents.get(path) ?? { folders: new Set(), files: new Set() };
    this.#contents.set(path, entry);
    return entry;
  }
}

/** `a/b/c` → `a`, `a/b`. */
function foldersOf(path: string): string[] {
  const steps = path.split('/').slice(0, -1);
  return steps.map((_, index) => steps.slice(0, index + 1).join('/'));
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
