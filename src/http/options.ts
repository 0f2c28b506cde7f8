import { resolveAlias, type Operation, type RouteTable } from '../contract/index.ts';
import type { MountTable } from '../mounts/index.ts';
import { Problem } from '../problem/index.ts';
import { allowHeader } from './allow.ts';
import type { Exchange } from './exchange.ts';
import { decodeParameters } from './query.ts';

export interface OptionsDeps {
  readonly routes: RouteTable<Operation>;
  readonly mountTable: () => MountTable;
}

/** OPTIONS tells which methods a path has (RFC 9110 §9.3.7), under a mount those that the mount opens. */
export function answerOptions({ routes, mountTable }: OptionsDeps, { path, response }: Exchange): void {
  const canonical = resolveAlias(path).path;
  const methods = path === '*' ? [] : offered(routes, canonical).filter(opened(routes, mountTable(), canonical));
  if (path !== '*' && methods.length === 0)
    throw new Problem('RESOURCE_NOT_FOUND', { detail: `There is nothing at ${path}` });
  response.setHeader('Allow', allowHeader(methods));
  response.statusCode = 204;
  response.end();
}

function offered(routes: RouteTable<Operation>, path: string): readonly string[] {
  const located = routes.locate('OPTIONS', path);
  return located !== undefined && 'allow' in located ? located.allow : [];
}

/** Whether the mount that covers the path opens a method; what needs no mount is open. */
function opened(routes: RouteTable<Operation>, mounts: MountTable, path: string): (method: string) => boolean {
  return (method) => {
    const located = routes.locate(method, path);
    if (located === undefined || !('route' in located)) return false;
    if (located.route.operation.policy !== 'mount') return true;
    const { database = '', collection = '' } = decodeParameters(located.route.parameters);
    return mounts.find(database, collection)?.methods.some((allowed) => allowed === method) === true;
  };
}
