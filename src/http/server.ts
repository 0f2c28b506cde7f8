import { createServer as createHttpServer, IncomingMessage, ServerResponse, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import { Connections } from './connections.ts';

export interface ServerOptions {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Other processes listen on the same port. */
  readonly shared?: boolean;
  readonly tls?: { readonly cert: Buffer; readonly key: Buffer };
}

export interface RunningServer {
  /** Where it really listens. */
  readonly url: string;
  /** Takes no new connections, lets running requests end within `graceMs`, then breaks them. */
  drain(graceMs: number): Promise<void>;
}

/** Opens the port; resolves when connections are taken. */
export async function listen(app: Express, { host, port, shared = false, tls }: ServerOptions): Promise<RunningServer> {
  const classes = expressClasses(app);
  const server = tls === undefined ? createHttpServer(classes, app) : createHttpsServer({ ...tls, ...classes }, app);
  const connections = new Connections(server, tls === undefined ? 'connection' : 'secureConnection');
  // Asked for by `Expect: 100-continue`, a body is only let in when it is going to be read.
  server.on('checkContinue', (request, response) => server.emit('request', request, response));
  server.keepAliveTimeout = 65_000;
  server.requestTimeout = 120_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    // Each process takes its own connections from the kernel: handed over by the primary, one would hang if its worker dies then.
    server.listen({ port, host, reusePort: shared && process.platform === 'linux' }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return { url: urlOf(server, host, tls !== undefined), drain: (graceMs) => connections.drain(graceMs) };
}

function urlOf(server: Server, host: string, secure: boolean): string {
  const { port } = server.address() as AddressInfo;
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return `${secure ? 'https' : 'http'}://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

/** Requests and answers that are Express's from birth: else it changes the prototype of each, and V8 optimises neither. */
function expressClasses(app: Express): {
  IncomingMessage: typeof IncomingMessage;
  ServerResponse: typeof ServerResponse;
} {
  return {
    IncomingMessage: withPrototype(IncomingMessage, app.request),
    ServerResponse: withPrototype(ServerResponse, app.response),
  };
}

function withPrototype<Message extends new (...given: never) => object>(message: Message, prototype: object): Message {
  function made(...given: unknown[]): object {
    return Reflect.construct(message, given, made) as object;
  }
  made.prototype = prototype;
  return made as unknown as Message;
}
