import type { Collection, Db } from '../mongo/index.ts';
import { apiKeys, type ApiKey } from './api-keys.ts';
import { appAccessList, type AppAccessListEntry } from './app-access-list.ts';
import { appApiKeys, type AppApiKey } from './app-api-keys.ts';
import { appEmailTokens, appSessions, type AppEmailToken, type AppSession } from './app-sessions.ts';
import { appUsers, type AppUserRecord } from './app-users.ts';
import {
  apps,
  appSecrets,
  appVersionParts,
  appVersions,
  type AppRecord,
  type AppSecret,
  type AppVersionPart,
  type AppVersionRecord,
} from './apps.ts';
import { createChanges, type Changes } from './changes.ts';
import { clusters, type ClusterRecord } from './clusters.ts';
import { dataSourceRecords, type DataSourceRecord } from './data-sources.ts';
import { docdbMounts, type DocdbMountRecord } from './docdb-mounts.ts';
import { events, type Event } from './events.ts';
import { hosts, type HostRecord } from './hosts.ts';
import { invitations, type Invitation } from './invitations.ts';
import { organizations, type Organization } from './organizations.ts';
import { projectAccessList, type ProjectAccessListEntry } from './project-access-list.ts';
import { projects, type Project } from './projects.ts';
import { requests, type RequestRecord } from './requests.ts';
import { teams, type Team } from './teams.ts';
import { inTransaction, type Transaction } from './transaction.ts';
import { users, type User } from './users.ts';

/** The collections of the service's own database, typed. */
export interface Store {
  readonly organizations: Collection<Organization>;
  readonly projects: Collection<Project>;
  readonly apiKeys: Collection<ApiKey>;
  readonly users: Collection<User>;
  readonly teams: Collection<Team>;
  readonly invitations: Collection<Invitation>;
  readonly events: Collection<Event>;
  readonly projectAccessList: Collection<ProjectAccessListEntry>;
  readonly dataSources: Collection<DataSourceRecord>;
  readonly hosts: Collection<HostRecord>;
  readonly clusters: Collection<ClusterRecord>;
  readonly docdbMounts: Collection<DocdbMountRecord>;
  readonly appUsers: Collection<AppUserRecord>;
  readonly appApiKeys: Collection<AppApiKey>;
  readonly appSessions: Collection<AppSession>;
  readonly appEmailTokens: Collection<AppEmailToken>;
  readonly apps: Collection<AppRecord>;
  readonly appAccessList: Collection<AppAccessListEntry>;
  readonly appVersions: Collection<AppVersionRecord>;
  readonly appVersionParts: Collection<AppVersionPart>;
  readonly appSecrets: Collection<AppSecret>;
  readonly requests: Collection<RequestRecord>;
  readonly change: Changes;
  /** Runs work in one transaction, where there are any; it may be run more than once. */
  readonly inTransaction: <Result>(work: (transaction: Transaction) => Promise<Result>) => Promise<Result>;
}

/** Opens the store in this database; `prepareStore` has been there before. */
export function createStore(db: Db, { transactions }: { transactions: boolean }): Store {
  return {
    organizations: organizations(db),
    projects: projects(db),
    apiKeys: apiKeys(db),
    users: users(db),
    teams: teams(db),
    invitations: invitations(db),
    events: events(db),
    projectAccessList: projectAccessList(db),
    dataSources: dataSourceRecords(db),
    hosts: hosts(db),
    clusters: clusters(db),
    docdbMounts: docdbMounts(db),
    appUsers: appUsers(db),
    appApiKeys: appApiKeys(db),
    appSessions: appSessions(db),
    appEmailTokens: appEmailTokens(db),
    apps: apps(db),
    appAccessList: appAccessList(db),
    appVersions: appVersions(db),
    appVersionParts: appVersionParts(db),
    appSecrets: appSecrets(db),
    requests: requests(db),
    change: createChanges({ db, transactions }),
    inTransaction: (work) => inTransaction({ db, transactions }, work),
  };
}
