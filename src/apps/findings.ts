/** Something in the folder that is wrong (`error`: the app is refused) or has no effect (`warning`). */
export interface Finding {
  readonly severity: 'error' | 'warning';
  /** The file's path in the folder; empty for the folder itself. */
  readonly file: string;
  /** JSON pointer (RFC 6901) of the place in the file; empty for the file as a whole. */
  readonly pointer: string;
  readonly message: string;
  readonly mend: string;
}

const mostFindings = 1000;
const longestText = 500;

/** What a check has found so far. Only the first thousand are kept: nobody reads more. */
export class Findings {
  readonly #kept = new Map<string, Finding>();
  #left = 0;
  #hasErrors = false;

  get hasErrors(): boolean {
    return this.#hasErrors;
  }

  /** Whether further findings are only counted. */
  get isFull(): boolean {
    return this.#kept.size === mostFindings;
  }

  /** The same said of the same place again is said once. */
  add({ severity, file, pointer, message, mend }: Finding): void {
    if (severity === 'error') this.#hasErrors = true;
    const finding = {
      severity,
      file: short(file),
      pointer: short(pointer),
      message: short(message),
      mend: short(mend),
    };
    const key = JSON.stringify(finding);
    if (this.isFull && !this.#kept.has(key)) this.#left += 1;
    else this.#kept.set(key, finding);
  }

  /** By file. */
  list(): Finding[] {
    const sorted = [...this.#kept.values()].toSorted((a, b) => (a.file < b.file ? -1 : Number(a.file > b.file)));
    if (this.#left === 0) return sorted;
    const message = `${this.#left} more findings are not shown.`;
    const severity = this.#hasErrors ? 'error' : 'warning';
    return [...sorted, { severity, file: '', pointer: '', message, mend: 'Mend these first.' }];
  }
}

/** Names in hostile folders may be as long as the folder. */
function short(text: string): string {
  return text.length <= longestText ? text : `${text.slice(0, longestText)}…`;
}
