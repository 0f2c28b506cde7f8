import type { AdminPrincipal, OperationHandler } from '../../../contract/index.ts';
import { callerOf } from '../caller.ts';
import type { AdminDeps } from '../deps.ts';

/** The root: who calls, and links to what can be reached. */
export function getApiRoot({ build }: AdminDeps): OperationHandler<'getApiRoot'> {
  return async (request) => {
    const caller = callerOf(request);
    const links = [
      { rel: 'self', href: '/' },
      caller.user === undefined
        ? { rel: 'apiKey', href: `/orgs/${caller.orgId}/apiKeys/${caller.keyId}` }
        : { rel: 'user', href: `/users/${caller.user.id}` },
      { rel: 'clusters', href: '/clusters' },
      { rel: 'orgs', href: '/orgs' },
      { rel: 'groups', href: '/groups' },
    ];
    return {
      status: 200,
      body: { appName: 'docgate', build, links, throttling: false, ...(caller.publicKey && { apiKey: keyOf(caller) }) },
    };
  };
}

function keyOf({ keyId, publicKey = '', roles, accessList }: AdminPrincipal) {
  return {
    id: keyId,
    publicKey,
    roles: roles.map(({ roleName, orgId, groupId }) => ({
      roleName,
      ...(orgId !== undefined && { orgId }),
      ...(groupId !== undefined && { groupId }),
    })),
    accessList: accessList.map((cidrBlock) => ({ cidrBlock })),
  };
}
