import type { AdminPrincipal, Principal } from '../../contract/index.ts';

/** Who calls. Operations with `x-policy: admin` have no other kind of principal. */
export function callerOf({ principal }: { readonly principal: Principal }): AdminPrincipal {
  if (principal.kind !== 'admin') throw new Error('the operation has let in somebody who is no administrator');
  return principal;
}
