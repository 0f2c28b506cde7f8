/**
 * The edge: Express, passport, the request pipeline, answers and errors on the wire, access log, request metrics.
 * The only room that sees `req` and `res`; must not know what any operation does, nor MongoDB.
 */
export { createApp, type AppDeps } from './app.ts';
export type { AnyHandler } from './handle.ts';
export { createRequestMetrics } from './metrics.ts';
export { authenticateBy, mountOf } from './passport.ts';
export { listen, type RunningServer } from './server.ts';
