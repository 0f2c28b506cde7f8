/** The service's own edge over a contract of as many operations as the first argument says, with handlers that do nothing. */
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { RequestValidators, RouteTable } from '../../../src/contract/index.ts';
import { createApp, createRequestMetrics, listen, type AnyHandler } from '../../../src/http/index.ts';
import { sampleContract } from '../edge-contract.ts';

const { document, operations } = sampleContract(Number(process.argv[2]));
const handler: AnyHandler = async () => ({ status: 200, body: { done: true } });

// As in the service, which makes validators in the background: what makes them has run before.
const others = sampleContract(50);
await new RequestValidators(others.document).warm(others.operations, new AbortController().signal);

const app = createApp({
  routes: new RouteTable(operations),
  validators: new RequestValidators(document),
  handlers: Object.fromEntries(operations.map(({ operationId }) => [operationId, handler])),
  identity: {
    mountTable: () => ({ find: () => undefined }),
    basic: (_request, _response, next) => next(),
    digest: (_request, _response, next) => next(),
    apps: { findApp: async () => undefined, findAppById: async () => undefined, users: undefined as never },
  },
  admin: undefined,
  metrics: createRequestMetrics(new Registry()),
  log: pino({ level: 'info' }, pino.destination({ dest: '/dev/null', sync: false })),
  requestLog: undefined,
  maxBodyBytes: 1_000_000,
  trustProxy: false,
  publicUrl: undefined,
});
const { url } = await listen(app, { host: '127.0.0.1', port: 0 });
process.once('disconnect', () => process.exit());
process.send?.(Number(new URL(url).port));
