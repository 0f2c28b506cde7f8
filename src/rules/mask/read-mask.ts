import { bind } from '../expression/bind.ts';
import { any, type Expression, never } from '../expression/expression.ts';
import type { RuleContext } from '../rule-context.ts';
import type { Permissions } from '../rule-set.ts';
import { branch, leaf, type Mask } from './mask.ts';

/**
 * What a role shows. Whoever may write may read. `read` decides for the whole where it is set, `false` included;
 * else fields are asked one by one.
 * @param path undefined where the name of the field is not known
 */
export function readMask(
  permissions: Permissions,
  context: RuleContext,
  path: readonly string[] | undefined = [],
): Mask {
  // Below the top fields lists may lie on the way, and `%%this` is one value of several.
  const thisPath = path !== undefined && path.length <= 1 ? path : undefined;
  const bound = (expression: Expression = never) => bind(expression, { context, reading: true, thisPath });
  const whole = any([bound(permissions.read), bound(permissions.write)]);
  if (permissions.read !== undefined) return leaf(whole);
  const fields = [...permissions.fields].map(([name, part]): [string, Mask] => {
    return [name, readMask(part, context, path && [...path, name])];
  });
  const rest = permissions.additional && readMask(permissions.additional, context, undefined);
  return branch(whole, new Map(fields), rest);
}
