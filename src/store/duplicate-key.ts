/** E11000. */
export const duplicateKey = 11_000;

/** Whether MongoDB refused a write because its key is taken (E11000). */
export function isDuplicateKey(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === duplicateKey;
}
