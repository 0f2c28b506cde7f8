import { rolesIn } from '../auth/index.ts';
import type { Operation, RouteTable } from '../contract/index.ts';
import { Problem } from '../problem/index.ts';
import type { AuthorizeDeps } from './authorize.ts';
import { currentEntity } from './current-entity.ts';
import type { Exchange } from './exchange.ts';
import type { AnyHandler } from './handle.ts';
import type { Step } from './pipeline.ts';
import { placeOf } from './places.ts';

/** Holds the caller to the roles of single fields: of those in the body, and of those that the entity to be changed has. */
export function authorizeFields(
  { places }: AuthorizeDeps,
  routes: RouteTable<Operation>,
  handlers: Readonly<Record<string, AnyHandler>>,
): Step {
  return {
    name: 'authorizeFields',
    plane: 'admin',
    async run(exchange) {
      const { operation, principal, parts } = exchange;
      const guarded = Object.entries(operation?.body?.fieldRoles ?? {});
      if (guarded.length === 0 || principal?.kind !== 'admin') return;
      const held = rolesIn(await placeOf(places, parts?.params ?? {}), principal.roles);
      const missing = guarded.filter(([, roles]) => !roles.some((role) => held.has(role)));
      if (missing.length === 0) return;
      const present = { ...(await currentEntity(exchange, routes, handlers)), ...given(exchange) };
      for (const [field, roles] of missing)
        if (present[field] !== undefined)
          throw new Problem('ATTRIBUTE_NEEDS_ROLE', { parameters: [field, roles.join(' or ')] });
    },
  };
}

function given({ parts, claimed }: Exchange): Record<string, unknown> {
  return { ...(parts?.body as Record<string, unknown> | undefined), ...claimed };
}
