import type { RequestHandler } from 'express';
import type { AppPrincipal } from '../contract/index.ts';
import type { MountTable } from '../mounts/index.ts';
import { Problem } from '../problem/index.ts';
import type { Exchange } from './exchange.ts';
import { identifyDataCaller } from './identify-data.ts';
import { identifyAppOfPath, identifyAppSession, identifyAppUser, type AppIdentity } from './identify-app.ts';
import { requireHttps } from './https-only.ts';
import { methodNotAllowed } from './locate.ts';
import type { Step } from './pipeline.ts';

export interface IdentifyDeps {
  /** What is open at this moment; another object after each change. */
  readonly mountTable: () => MountTable;
  /** Passport's middleware for the mount's Basic credentials: sets `request.principal` or answers an error. */
  readonly basic: RequestHandler;
  /** Passport's middleware for the admin API's Digest credentials. */
  readonly digest: RequestHandler;
  readonly apps: AppIdentity;
}

type Identify = (exchange: Exchange) => void | Promise<void>;

/** Whose request it is, by the operation's `x-policy`. */
export function identify(deps: IdentifyDeps): Step {
  const byPolicy: Record<string, Identify> = {
    public: (exchange) => {
      exchange.principal = { kind: 'anonymous' };
    },
    mount: (exchange) => identifyAtMount(deps, exchange),
    admin: (exchange) => identifyAdministrator(deps, exchange),
    app: (exchange) => identifyInApp(exchange, identifyDataCaller(deps.apps, exchange)),
    appPublic: (exchange) => identifyInApp(exchange, identifyAppOfPath(deps.apps, exchange)),
    appUser: (exchange) => identifyInApp(exchange, identifyAppUser(deps.apps, exchange)),
    appSession: (exchange) => identifyInApp(exchange, identifyAppSession(deps.apps, exchange)),
  };
  return {
    name: 'identify',
    run(exchange) {
      const policy = exchange.operation?.policy ?? '';
      const run = byPolicy[policy];
      if (run === undefined) throw new Error(`No way to identify for x-policy '${policy}'`);
      return run(exchange);
    },
  };
}

/** A body may take its time, and so may a password: what is open is looked at again right before the handler. */
export function identifyAgain(deps: IdentifyDeps): Step {
  return {
    name: 'identifyAgain',
    run(exchange) {
      if (exchange.mountTable === undefined) return;
      return untilCurrent(deps, exchange);
    },
  };
}

function untilCurrent(deps: IdentifyDeps, exchange: Exchange): void | Promise<void> {
  if (exchange.mountTable === deps.mountTable()) return;
  const pending = identifyAtMount(deps, exchange);
  return pending === undefined ? undefined : pending.then(() => untilCurrent(deps, exchange));
}

function identifyAtMount(deps: IdentifyDeps, exchange: Exchange): void | Promise<void> {
  const { method, params } = exchange.parts as NonNullable<Exchange['parts']>;
  const table = deps.mountTable();
  exchange.mountTable = table;
  const mount = table.find(String(params['database']), String(params['collection']));
  if (mount === undefined) throw new Problem('RESOURCE_NOT_FOUND', { detail: `No mount opens ${exchange.path}` });
  exchange.principal = { kind: 'mount', mount };
  if (!mount.methods.some((allowed) => allowed === method))
    throw methodNotAllowed(exchange.request.method, mount.methods);
  if (mount.users === 'none') return;
  return through(deps.basic, exchange);
}

async function identifyAdministrator({ digest }: IdentifyDeps, exchange: Exchange): Promise<void> {
  requireHttps(exchange.request);
  await through(digest, exchange);
  const { principal, address: remoteAddress } = exchange;
  if (principal?.kind === 'admin') exchange.principal = { ...principal, remoteAddress };
}

async function identifyInApp(exchange: Exchange, identifying: Promise<AppPrincipal>): Promise<void> {
  exchange.principal = await identifying;
}

function through(middleware: RequestHandler, { request, response }: Exchange): Promise<void> {
  return new Promise((resolve, reject) => {
    const next = (error?: unknown): void => (error === undefined ? resolve() : reject(error));
    void middleware(request, response, next);
  });
}
