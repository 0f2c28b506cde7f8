/**
 * The log of requests that projects and apps can read: taken in without waiting, written in batches in the background.
 * Must not know HTTP: which requests are logged, and what is said of them, is the edge's affair.
 */
export type { RequestEntry } from './request-entry.ts';
export { createRequestLog, type RequestLog, type RequestLogDeps } from './request-log.ts';
