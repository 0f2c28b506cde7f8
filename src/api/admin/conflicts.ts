import { Problem, type ProblemCode } from '../../problem/index.ts';
import { isDuplicateKey } from '../../store/index.ts';

/** The result of a write; a unique index that refuses it becomes this Problem. */
export async function orConflict<Result>(
  writing: Promise<Result>,
  code: ProblemCode,
  ...parameters: readonly string[]
): Promise<Result> {
  try {
    return await writing;
  } catch (error) {
    throw isDuplicateKey(error) ? new Problem(code, { parameters }) : error;
  }
}
