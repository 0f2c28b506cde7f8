import type { ActiveApp } from '../active-apps/index.ts';
import { isOnList } from '../addresses/index.ts';
import type { AppUsers } from '../app-users/index.ts';
import type { AppPrincipal } from '../contract/index.ts';
import { Problem } from '../problem/index.ts';
import type { RuleRequest } from '../rules/index.ts';
import { requireOrigin } from './cross-origin.ts';
import type { Exchange } from './exchange.ts';

export interface AppIdentity {
  /** The app that is served under a client app id. */
  readonly findApp: (clientAppId: string) => Promise<ActiveApp | undefined>;
  /** The same by the id of its record, 24 hex digits. */
  readonly findAppById: (id: string) => Promise<ActiveApp | undefined>;
  readonly users: AppUsers;
}

/** The app of the path, for operations that let everybody in: logins, and what goes before them. */
export async function identifyAppOfPath(identity: AppIdentity, exchange: Exchange): Promise<AppPrincipal> {
  const app = await appOfPath(identity, exchange);
  const principal: AppPrincipal = { kind: 'app', app, request: ruleRequest(exchange) };
  const token = exchange.parts?.query['link'] === 'true' ? bearerToken(exchange) : undefined;
  if (token === undefined) return principal;
  const { appId, user, record } = await identity.users.authenticateToken(token);
  if (!appId.equals(app.id)) throw new Problem('INVALID_SESSION');
  return { ...principal, user, account: record };
}

/** The user of an access token. */
export async function identifyAppUser(identity: AppIdentity, exchange: Exchange): Promise<AppPrincipal> {
  await seeApp(identity, exchange);
  const { appId, user, record } = await identity.users.authenticateToken(requireBearer(exchange));
  const app = await appOfToken(identity, exchange, appId.toHexString());
  return { kind: 'app', app, user, account: record, request: ruleRequest(exchange) };
}

/** The session of a refresh token. */
export async function identifyAppSession(identity: AppIdentity, exchange: Exchange): Promise<AppPrincipal> {
  await seeApp(identity, exchange);
  const { session, user } = await identity.users.sessionOf(requireBearer(exchange));
  const app = await appOfToken(identity, exchange, session.appId.toHexString());
  return { kind: 'app', app, account: user, session, request: ruleRequest(exchange) };
}

/** @throws Problem CLIENT_APP_NOT_FOUND; and for origins and addresses that the app does not let in */
export async function appOfPath({ findApp }: AppIdentity, exchange: Exchange): Promise<ActiveApp> {
  const clientAppId = exchange.parts?.params['appId'] as string;
  const app = await findApp(clientAppId);
  if (app === undefined) throw new Problem('CLIENT_APP_NOT_FOUND', { parameters: [clientAppId] });
  exchange.app = app;
  return reachable(app, exchange);
}

/** What is refused before it is known whose it is belongs to the log of the app that the path names, if it names one. */
export async function seeApp({ findApp }: Pick<AppIdentity, 'findApp'>, exchange: Exchange): Promise<void> {
  const named = /^(?:\/api\/client\/v2\.0)?\/app\/([^/]+)\//.exec(exchange.path)?.[1];
  const app = named === undefined ? undefined : await findApp(named);
  if (app !== undefined) exchange.app = app;
}

async function appOfToken({ findAppById }: AppIdentity, exchange: Exchange, appId: string): Promise<ActiveApp> {
  const app = await findAppById(appId);
  const named = exchange.parts?.params['appId'];
  if (app === undefined || (named !== undefined && named !== app.clientAppId)) throw new Problem('INVALID_SESSION');
  exchange.app = app;
  return reachable(app, exchange);
}

function reachable(app: ActiveApp, exchange: Exchange): ActiveApp {
  requireOrigin(app, exchange);
  const { address } = exchange;
  if (!app.accessLists.every((list) => isOnList(address, list)))
    throw new Problem('IP_ADDRESS_NOT_ON_ACCESS_LIST', { parameters: [address] });
  return app;
}

/**
 * The token of `Authorization: Bearer`, undefined for every other scheme.
 * @throws Problem INVALID_SESSION where the scheme has no token, or more than one: no other credential may take its place
 */
export function bearerToken({ request }: Exchange): string | undefined {
  const { authorization = '' } = request.headers;
  if (!/^bearer(\s|$)/i.test(authorization)) return undefined;
  const token = /^bearer +(\S+) *$/i.exec(authorization)?.[1];
  if (token === undefined) throw new Problem('INVALID_SESSION');
  return token;
}

function requireBearer(exchange: Exchange): string {
  const token = bearerToken(exchange);
  if (token === undefined) throw new Problem('INVALID_SESSION');
  return token;
}

/** What `%%request` shows to rules. */
export function ruleRequest({ request, search, address }: Exchange): RuleRequest {
  return {
    httpMethod: request.method,
    httpReferrer: request.headers.referer,
    httpUserAgent: request.headers['user-agent'],
    rawQueryString: search,
    remoteIPAddress: address,
    get requestHeaders() {
      return request.headersDistinct as Record<string, string[]>;
    },
  };
}
