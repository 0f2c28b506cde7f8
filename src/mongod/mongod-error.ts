/** Why there is no embedded MongoDB, for the person at the terminal: what is wrong, and on the next line what makes it work. */
export class MongodError extends Error {
  override readonly name = 'MongodError';
  readonly reason: string;
  /** A command, or a short instruction. */
  readonly mend: string | undefined;

  constructor(reason: string, mend?: string, cause?: unknown) {
    super(mend === undefined ? reason : `${reason}\n${mend}`, cause === undefined ? undefined : { cause });
    this.reason = reason;
    this.mend = mend;
  }

  /** Whatever was thrown, as one of these. */
  static from(thrown: unknown): MongodError {
    if (thrown instanceof MongodError) return thrown;
    return new MongodError(thrown instanceof Error ? thrown.message : String(thrown), undefined, thrown);
  }
}
