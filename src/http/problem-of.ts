import { Problem } from '../problem/index.ts';

/** What Express, passport and the modules around them throw, as Problems. */
export function problemOf(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  const status = (thrown as { status?: unknown } | undefined)?.status;
  if (status === 403) return new Problem('FORBIDDEN');
  if (status === 404) return new Problem('RESOURCE_NOT_FOUND');
  if (thrown instanceof URIError || status === 400) return new Problem('MALFORMED_URL', { cause: thrown });
  return Problem.from(thrown);
}
