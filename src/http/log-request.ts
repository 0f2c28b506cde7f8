import type { Principal } from '../contract/index.ts';
import type { RequestEntry } from '../request-log/index.ts';
import { planeOf, statusOf, type Exchange } from './exchange.ts';

/** Takes requests into the log of their project; a `RequestLog` fits. */
export interface RequestLogging {
  add(entry: RequestEntry): void;
}

const longestPath = 1024;
/** MongoDB's own bound for a namespace; who calls a Data API may name anything. */
const longestName = 255;
const longestReason = 500;

/** Tells the log of a request that belongs to a project, when its answer has gone out; all others it leaves out. */
export function logRequest(log: RequestLogging, exchange: Exchange, durationMs: number): void {
  const { operation, request, app, notes } = exchange;
  const groupId = projectOf(exchange);
  if (groupId === undefined) return;
  log.add({
    requestId: exchange.id,
    time: new Date(Date.now() - durationMs),
    durationMs: Math.round(durationMs * 1000) / 1000,
    groupId,
    appId: app?.id,
    clientAppId: app?.clientAppId,
    plane: planeOf(exchange),
    operationId: operation?.operationId,
    functionName: notes.function?.slice(0, longestName),
    method: request.method,
    path: exchange.path.slice(0, longestPath),
    status: statusOf(exchange),
    errorCode: exchange.errorCode,
    bytesSent: exchange.bytesSent,
    remoteAddress: exchange.address,
    ...whoIs(exchange.principal, notes.userId),
    dataSource: notes.namespace?.dataSource.slice(0, longestName),
    database: notes.namespace?.database.slice(0, longestName),
    collection: notes.namespace?.collection.slice(0, longestName),
    roles: notes.roles,
    functionsNotCalled: notes.functionsNotCalled,
    reason: (exchange.reason ?? notes.reason)?.slice(0, longestReason),
  });
}

/** Where an administrator finds the request in its app's log; undefined for requests to no app. */
export function logLink({ app, origin, id }: Exchange): string | undefined {
  if (app === undefined) return undefined;
  const path = `/api/public/v1.0/groups/${app.groupId}/apps/${encodeURIComponent(app.clientAppId)}/logs`;
  return `${origin}${path}?co_id=${id}`;
}

function projectOf({ app, principal, groupId }: Exchange): string | undefined {
  if (app !== undefined) return app.groupId;
  return principal?.kind === 'mount' ? principal.mount.groupId : groupId;
}

type Who = Pick<RequestEntry, 'userId' | 'userType' | 'username' | 'apiKeyId' | 'publicKey' | 'mountId'>;

function whoIs(principal: Principal | undefined, noted: string | undefined): Who {
  if (principal?.kind === 'admin') {
    const { user, keyId, publicKey } = principal;
    return { userId: user?.id, username: user?.username, apiKeyId: keyId, publicKey };
  }
  if (principal?.kind === 'mount') return { username: principal.username, mountId: principal.mount.id };
  const { user, account } = principal?.kind === 'app' ? principal : {};
  // The system has an empty id.
  return { userId: user?.id || account?.userId || noted || undefined, userType: user?.type ?? account?.type };
}
