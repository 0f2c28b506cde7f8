/**
 * The embedded MongoDB: finds a mongod or downloads one, proves it, runs it as a single-node replica set, starts it again
 * when it dies, stops it. Must not know the service that it serves, nor read the process's environment.
 */
export { checkMongod, type MongodCheck } from './check-mongod.ts';
export { findMongod, type FoundMongod } from './find-mongod.ts';
export { type DataDirLock, lockDataDir } from './lock-data-dir.ts';
export type { MongodLog } from './log.ts';
export { MongodError } from './mongod-error.ts';
export type { SearchOptions } from './search-options.ts';
export { type EmbeddedMongod, startMongod, type StartOptions } from './start-mongod.ts';
export type { MongodState } from './supervisor.ts';
export type { MongodSource } from './ways.ts';
