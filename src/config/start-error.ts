/** Why the service cannot start, for the person at the terminal: the message names the place and the mend; no stack is shown. */
export class StartError extends Error {
  override readonly name = 'StartError';
  /** The command line itself is wrong: exit status 2 instead of 1. */
  readonly usage: boolean;

  constructor(message: string, options: { usage?: boolean; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.usage = options.usage ?? false;
  }
}
