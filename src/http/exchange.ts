import type { Request, Response } from 'express';
import type { ActiveApp } from '../active-apps/index.ts';
import type { MountTable } from '../mounts/index.ts';
import { Problem } from '../problem/index.ts';
import {
  canonicalNaming,
  type Naming,
  type Operation,
  type Principal,
  type RequestNotes,
  type RequestParts,
} from '../contract/index.ts';
import { clientAddress } from './https-only.ts';

/** Where links in an answer lead to: scheme and authority. */
export type OriginOf = (request: Request) => string;

/** One request on its way through the pipeline: each step adds what it found out. */
export class Exchange {
  readonly request: Request;
  readonly response: Response;
  readonly id: string;
  /** Where the request comes from, as far as proxies are trusted. */
  readonly address: string;
  readonly startedAt = performance.now();
  /** Path as sent, without the query. */
  readonly path: string;
  /** Query string as sent, without `?`. */
  readonly search: string;
  operation?: Operation;
  parts?: RequestParts;
  principal?: Principal;
  /** The body's bytes, as they came. */
  body?: Buffer;
  /** By which the mount was found. */
  mountTable?: MountTable;
  pretty: boolean;
  envelope = false;
  naming: Naming = canonicalNaming;
  /** Read-only fields of the body, which must say what is so already. */
  claimed?: Record<string, unknown>;
  /** The project of an admin request's path, once it is known to be there and the caller to be somebody. */
  groupId?: string;
  /** The app that is called, as soon as it is known: also where it does not let the caller in. */
  app?: ActiveApp;
  readonly notes: RequestNotes = {};
  /** As the caller sees it. */
  errorCode?: string;
  /** Why rules refused it, for the app's administrators. */
  reason?: string | undefined;
  /** Of the answer's body. */
  bytesSent = 0;
  readonly #originOf: OriginOf;
  #abort: AbortController | undefined;
  #isClosed = false;

  constructor(request: Request, response: Response, originOf: OriginOf) {
    const target = originForm(request);
    const mark = target.indexOf('?');
    this.request = request;
    this.response = response;
    this.id = requestId(request.headers['x-request-id']);
    this.path = mark < 0 ? target : target.slice(0, mark);
    this.search = mark < 0 ? '' : target.slice(mark + 1);
    this.pretty = mark >= 0 && /(?:^|&)pretty=true(?:&|$)/.test(this.search);
    // A socket that has ended does not tell any more.
    this.address = clientAddress(request);
    this.#originOf = originOf;
  }

  /** Scheme and authority of links in the answer. */
  get origin(): string {
    return this.#originOf(this.request);
  }

  /** Aborts when the client goes away before it has its whole answer. */
  get signal(): AbortSignal {
    this.#abort ??= new AbortController();
    if (this.#isClosed) this.close();
    return this.#abort.signal;
  }

  /** The connection or the answer has ended. */
  close(): void {
    this.#isClosed = true;
    if (this.#abort === undefined || this.response.writableFinished) return;
    this.#abort.abort(new Problem('REQUEST_TIMEOUT', { detail: 'The client closed the connection' }));
  }
}

/** Kept as a property of the request: a WeakMap costs several µs a request, most of them in the garbage collector. */
const kept = Symbol('exchange');

interface Keeper {
  [kept]?: Exchange;
}

/** Opens the exchange of a request; the id is the caller's `X-Request-Id` if it is a harmless one. */
export function openExchange(request: Request, response: Response, originOf: OriginOf): Exchange {
  const exchange = new Exchange(request, response, originOf);
  (request as Keeper)[kept] = exchange;
  return exchange;
}

/** The exchange of a request that `openExchange` has seen. */
export function exchangeOf(request: object): Exchange {
  const exchange = (request as Keeper)[kept];
  if (exchange === undefined) throw new Error('openExchange must run first');
  return exchange;
}

function requestId(given: string | string[] | undefined): string {
  return typeof given === 'string' && /^[\w.-]{1,64}$/.test(given) ? given : crypto.randomUUID();
}

/** RFC 9112 §3.2.2: the absolute form is for proxies, but a server takes it as well. */
function originForm(request: Request): string {
  if (!request.url.startsWith('http')) return request.url;
  request.url = request.url.replace(/^https?:\/\/[^/?]*(?=\/)/i, '');
  return request.url;
}

/** The status for log and metrics: 499, as proxies have it, when the client left before there was one. */
export function statusOf({ response }: Exchange): number {
  return response.headersSent ? response.statusCode : 499;
}

const planes: readonly (readonly [RegExp, string])[] = [
  [/^\/api\/(?:public|atlas)(?:\/|$)/, 'admin'],
  [/^\/api\/client(?:\/|$)/, 'client'],
  [/^\/app(?:\/|$)/, 'data'],
];

/** Whose conventions hold: the operation's plane, or the one that the path would be in if there were anything at it. */
export function planeOf({ operation, path }: Exchange): string {
  return operation?.plane ?? planes.find(([prefix]) => prefix.test(path))?.[1] ?? '';
}

/** Whether an app is called: what its many clients have sent before is taken as they sent it. */
export function isOfApp(exchange: Exchange): boolean {
  const plane = planeOf(exchange);
  return plane === 'data' || plane === 'client';
}
