import type { Mount } from '../../mounts/index.ts';
import { Problem } from '../../problem/index.ts';
import { findOperator } from './find-operator.ts';

const operators: ReadonlySet<string> = new Set(['$where', '$function', '$accumulator']);

/**
 * Refuses operators that run JavaScript in MongoDB, at any depth, unless the mount allows them.
 * @param json plain JSON at `place`, a JSON pointer; nested no deeper than `toBson` allows
 * @throws Problem OPERATOR_NOT_ALLOWED that names the operator and its place
 */
export function requireNoServerSideJavaScript(mount: Mount, json: unknown, place: string): void {
  if (mount.allowServerSideJavaScript) return;
  const found = findOperator(json, operators, place);
  if (found === undefined) return;
  throw new Problem('OPERATOR_NOT_ALLOWED', {
    detail: `${found.operator} at ${found.path} runs JavaScript on the server, which this mount does not allow`,
    errors: [{ path: found.path, message: `${found.operator} is not allowed` }],
  });
}
