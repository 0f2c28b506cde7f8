/**
 * The processes of the service: a primary (data directory, MongoDB, store, metrics) and its workers (HTTP only),
 * or all of it in one process. Must not know what any request means.
 */
export { createLog } from './log.ts';
export { runService, type RunOptions, type StartReport } from './primary.ts';
