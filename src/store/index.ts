/**
 * The service's own data: one file a collection, indexes and migrations, and what a first start puts there.
 * Must not know HTTP, processes, or what the surfaces make of the data.
 */
export { createAccessUsage } from './access-usage.ts';
export { createCredentialFinder, type AdminCredential } from './admin-credentials.ts';
export { ha1Place, type AccessListEntry, type ApiKey, type ApiKeyRole, type DigestSecret } from './api-keys.ts';
export type { AppApiKey } from './app-api-keys.ts';
export type { AppEmailToken, AppSession } from './app-sessions.ts';
export type { AppUserIdentity, AppUserRecord } from './app-users.ts';
export { activeAppCollections, listActiveApps, type ActiveAppRecord } from './active-apps.ts';
export { readContent, toParts, type AppContent } from './app-content.ts';
export { appSecretPlace, type AppRecord, type AppSecret, type AppVersionRecord } from './apps.ts';
export { bootstrapFile, publishBootstrap, type BootstrapOutcome, type OwnerKey } from './bootstrap-file.ts';
export { openChangeFeed, type ChangeFeed, type ChangeFeedOptions, type Follower } from './change-feed.ts';
export type { Change, Changes, UnitOfWork } from './changes.ts';
export { dropEmptyCluster, type ClusterRecord, type ClusterTypeName } from './clusters.ts';
export { linkId, listDataSources, uriPlace, type DataSourceRecord } from './data-sources.ts';
export { spendNonce } from './digest-nonces.ts';
export { listDocdbMounts, mountedCollections, type DocdbMountRecord, type NewDocdbMount } from './docdb-mounts.ts';
export { isDuplicateKey } from './duplicate-key.ts';
export type { Event } from './events.ts';
export { createHostPings, type ClaimedHost, type HostPings, type Membership, type PingReport } from './host-pings.ts';
export { hostIdOf, hostPasswordPlace, type HostRecord, type HostState, type HostTypeName } from './hosts.ts';
export { createIdempotencyMemory } from './idempotency-memory.ts';
export type { Invitation } from './invitations.ts';
export type { Organization } from './organizations.ts';
export { digestSecret, makeKeyPair, type KeyPair } from './owner-key.ts';
export { createPlaces } from './places.ts';
export { prepareStore, type PrepareOptions } from './prepare-store.ts';
export type { AppAccessListEntry } from './app-access-list.ts';
export type { ProjectAccessListEntry } from './project-access-list.ts';
export type { Project, ProjectTeam } from './projects.ts';
export { insertRequests, type RequestRecord } from './requests.ts';
export { createStore, type Store } from './store.ts';
export type { Team } from './teams.ts';
export type { Transaction } from './transaction.ts';
export { personalHa1Place, type PersonalApiKey, type User } from './users.ts';
