import { ObjectId } from '../../mongo/index.ts';
import { Problem, type ProblemCode } from '../../problem/index.ts';

/** The id in a path. @throws Problem with this code: what is no id is the id of nothing */
export function requireId(text: string, code: ProblemCode, ...more: readonly string[]): ObjectId {
  if (!/^[0-9a-f]{24}$/i.test(text)) throw new Problem(code, { parameters: [text, ...more] });
  return new ObjectId(text);
}

/** The id of a project, an organization or a user of the path: authorization has found it already. */
export function knownId(text: string): ObjectId {
  return new ObjectId(text);
}
