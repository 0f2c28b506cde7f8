/**
 * The service's own data: one file a collection, indexes and migrations, and what a first start puts there.
 * Must not know HTTP, processes, or what the surfaces make of the data.
 */
export type { AccessListEntry, ApiKey, ApiKeyRole } from './api-keys.ts';
export { bootstrapFile, publishBootstrap, type BootstrapOutcome, type OwnerKey } from './bootstrap-file.ts';
export type { DocdbMountRecord, NewDocdbMount } from './docdb-mounts.ts';
export type { Organization } from './organizations.ts';
export { prepareStore, type PrepareOptions } from './prepare-store.ts';
export type { Project } from './projects.ts';
export { createStore, type Store } from './store.ts';
