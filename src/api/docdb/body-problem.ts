import { Problem } from '../../problem/index.ts';

/** MongoDB names places in the document that it was given; the caller gave it as the body. */
export async function namingTheBody<Result>(writing: Promise<Result>): Promise<Result> {
  try {
    return await writing;
  } catch (error) {
    throw error instanceof Problem && error.errors.length > 0 ? withBodyPaths(error) : error;
  }
}

function withBodyPaths({ code, detail, errors, headers, cause }: Problem): Problem {
  const placed = errors.map(({ path, message }) => ({ path: `/body${path}`, message }));
  return new Problem(code, { ...(detail !== undefined && { detail }), errors: placed, headers, cause });
}
