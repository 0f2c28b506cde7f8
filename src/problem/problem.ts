import { catalogue, type ProblemCode } from './catalogue.ts';

/** One wrong place in a request: a JSON pointer under `/body`, `/query`, `/path` or `/headers`, and what is wrong there. */
export interface FieldError {
  path: string;
  message: string;
  /** The rule that was broken, in JSON Schema's words: `required`, `enum`, `additionalProperties` … */
  rule?: string;
}

export interface ProblemOptions {
  /** Shown to the caller: names the place and the mend. Never inner text of a 5xx. */
  detail?: string;
  /** Fill the places of the catalogue's message, which is the detail when none is given; the admin plane shows them too. */
  parameters?: readonly (string | number)[];
  errors?: readonly FieldError[];
  /** Further members of the error's body in the admin plane: `report`. */
  more?: Readonly<Record<string, unknown>>;
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
  readonly parameters: readonly (string | number)[];
  readonly errors: readonly FieldError[];
  readonly more: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ProblemCode, options: ProblemOptions = {}) {
    const { status, title, message }: { status: number; title: string; message?: string } = catalogue[code];
    const parameters = options.parameters ?? [];
    const detail =
      options.detail ?? (parameters.length > 0 || !message?.includes('{0}') ? fill(message, parameters) : undefined);
    super(detail ?? title, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'Problem';
    this.code = code;
    this.status = status;
    this.title = title;
    this.detail = detail;
    this.parameters = parameters;
    this.errors = options.errors ?? [];
    this.more = options.more ?? {};
    this.headers = options.headers ?? {};
  }

  /** Total: whatever was thrown becomes a Problem; what is not one already is unexpected, and kept as its cause. */
  static from(thrown: unknown): Problem {
    return thrown instanceof Problem ? thrown : new Problem('UNEXPECTED_ERROR', { cause: thrown });
  }
}

function fill(message: string | undefined, parameters: readonly (string | number)[]): string | undefined {
  return message?.replaceAll(/\{(\d)\}/g, (_, index: string) => String(parameters[Number(index)] ?? ''));
}
