/**
 * Apps as this process serves them: of each its active version, compiled, kept in step with the store.
 * Must not know HTTP, nor who deploys.
 */
export type { ActiveApp, AppService, CollectionRules } from './active-app.ts';
export { createActiveApps, type ActiveApps, type ActiveAppsDeps } from './active-apps.ts';
