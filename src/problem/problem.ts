import { catalogue, type ProblemCode } from './catalogue.ts';

/** One wrong place in a request: a JSON pointer under `/body`, `/query`, `/path` or `/headers`, and what is wrong there. */
export interface FieldError {
  path: string;
  message: string;
}

export interface ProblemOptions {
  /** Shown to the caller: names the place and the mend. Never inner text of a 5xx. */
  detail?: string;
  errors?: readonly FieldError[];
  /** Response headers that belong to the error: `Allow`, `Retry-After`, `WWW-Authenticate`. */
  headers?: Readonly<Record<string, string>>;
  /** Logged, never shown. */
  cause?: unknown;
}

/** An error with a place in the catalogue. Handlers and engines throw it; the edge renders it in the plane's dialect. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly status: number;
  readonly title: string;
  readonly detail: string | undefined;
  readonly errors: readonly FieldError[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ProblemCode, options: ProblemOptions = {}) {
    const { status, title } = catalogue[code];
    super(options.detail ?? title, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'Problem';
    this.code = code;
    this.status = status;
    this.title = title;
    this.detail = options.detail;
    this.errors = options.errors ?? [];
    this.headers = options.headers ?? {};
  }

  /** Total: whatever was thrown becomes a Problem; what is not one already is unexpected, and kept as its cause. */
  static from(thrown: unknown): Problem {
    return thrown instanceof Problem ? thrown : new Problem('UNEXPECTED_ERROR', { cause: thrown });
  }
}
