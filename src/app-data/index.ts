/**
 * The collections of apps, each for one caller: an app's rules and data sources joined with the engine that obeys them.
 * Must not know HTTP, nor how a request says what it wants.
 */
export { createAppData, type AppData, type AppDataDeps, type CollectionPlace } from './app-data.ts';
