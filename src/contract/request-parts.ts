import type { IncomingHttpHeaders } from 'node:http';

/** What the validator reads, and where it puts coerced values and defaults. */
export interface RequestParts {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  params: Record<string, unknown>;
  query: Record<string, unknown>;
  body: unknown;
}

/** Throws a Problem INVALID_REQUEST that names every wrong place. */
export type RequestValidator = (parts: RequestParts) => void;
