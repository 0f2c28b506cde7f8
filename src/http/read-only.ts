import { isDeepStrictEqual } from 'node:util';
import type { Operation, RouteTable } from '../contract/index.ts';
import { Problem } from '../problem/index.ts';
import { currentEntity } from './current-entity.ts';
import type { AnyHandler } from './handle.ts';
import type { Step } from './pipeline.ts';

/** Read-only fields leave the body before the validator sees them: they pass if they say what is so already. */
export const setReadOnlyAside: Step = {
  name: 'setReadOnlyAside',
  plane: 'admin',
  run(exchange) {
    const { operation, parts } = exchange;
    const fields = operation?.body?.readOnly ?? [];
    if (fields.length === 0 || typeof parts?.body !== 'object' || parts.body === null) return;
    const body = parts.body as Record<string, unknown>;
    for (const field of fields) {
      if (body[field] !== undefined) (exchange.claimed ??= {})[field] = body[field];
      delete body[field];
    }
  },
};

/** Compares what was set aside with the path, and with the entity as GET shows it. @throws Problem ATTRIBUTE_READ_ONLY */
export function requireUnchanged(routes: RouteTable<Operation>, handlers: Readonly<Record<string, AnyHandler>>): Step {
  return {
    name: 'requireUnchanged',
    plane: 'admin',
    async run(exchange) {
      const { claimed, parts } = exchange;
      if (claimed === undefined) return;
      const current = { ...parts?.params, ...(await currentEntity(exchange, routes, handlers)) };
      for (const [field, value] of Object.entries(claimed))
        if (!agrees(value, current[field])) throw new Problem('ATTRIBUTE_READ_ONLY', { parameters: [field] });
    },
  };
}

/** Links are taken when all of them are among the entity's: a list item has fewer. */
function agrees(claimed: unknown, current: unknown): boolean {
  if (!Array.isArray(claimed) || !Array.isArray(current)) return isDeepStrictEqual(claimed, current);
  return claimed.every((one) => current.some((other) => isDeepStrictEqual(one, other)));
}
