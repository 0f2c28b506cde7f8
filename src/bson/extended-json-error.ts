/** A value looks like Extended JSON but is not. `path` is a JSON pointer (RFC 6901) to it in the text; the message says what to write instead. */
export class ExtendedJsonError extends Error {
  readonly path: string;

  constructor(trail: readonly (string | number)[], message: string) {
    const path = trail.map((name) => `/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
    super(message);
    this.name = 'ExtendedJsonError';
    this.path = path;
  }
}
