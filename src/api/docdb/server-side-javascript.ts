import type { Mount } from '../../mounts/index.ts';
import { Problem } from '../../problem/index.ts';

const operators: ReadonlySet<string> = new Set(['$where', '$function', '$accumulator']);

/**
 * Refuses operators that run JavaScript in MongoDB, at any depth, unless the mount allows them.
 * @param json plain JSON at `place`, a JSON pointer
 * @throws Problem OPERATOR_NOT_ALLOWED that names the operator and its place
 */
export function requireNoServerSideJavaScript(mount: Mount, json: unknown, place: string): void {
  if (mount.allowServerSideJavaScript) return;
  const found = findOperator(json, place);
  if (found === undefined) return;
  throw new Problem('OPERATOR_NOT_ALLOWED', {
    detail: `${found.operator} at ${found.path} runs JavaScript on the server, which this mount does not allow`,
    errors: [{ path: found.path, message: `${found.operator} is not allowed` }],
  });
}

function findOperator(json: unknown, place: string): { operator: string; path: string } | undefined {
  if (typeof json !== 'object' || json === null) return undefined;
  for (const [key, value] of Object.entries(json)) {
    const path = `${place}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (operators.has(key)) return { operator: key, path };
    const found = findOperator(value, path);
    if (found !== undefined) return found;
  }
  return undefined;
}
