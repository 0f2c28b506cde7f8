import { ObjectId, type Collection, type Db } from '../mongo/index.ts';
import { apiKeys } from './api-keys.ts';
import { clusters } from './clusters.ts';
import { indexAppAccessList } from './app-access-list.ts';
import { indexAppApiKeys } from './app-api-keys.ts';
import { indexAppSessions } from './app-sessions.ts';
import { indexAppUserLists, indexAppUsers } from './app-users.ts';
import { indexApps } from './apps.ts';
import { dataSourceRecords } from './data-sources.ts';
import { digestNonces } from './digest-nonces.ts';
import { docdbMounts } from './docdb-mounts.ts';
import { events } from './events.ts';
import { hosts } from './hosts.ts';
import { idempotentRequests } from './idempotent-requests.ts';
import { invitations } from './invitations.ts';
import { organizations } from './organizations.ts';
import { projectAccessList } from './project-access-list.ts';
import { projects } from './projects.ts';
import { indexRequests } from './requests.ts';
import { pathsState } from './service-state.ts';
import { teams } from './teams.ts';
import { users } from './users.ts';

/** A step from one shape of the store to the next. It may be run again after a crash half way. */
interface Migration {
  readonly id: string;
  up(db: Db): Promise<void>;
}

interface MigrationRecord {
  readonly _id: string;
  readonly appliedAt: Date;
}

/** In order; never changed once released: a new step is added. */
const steps: readonly Migration[] = [
  {
    id: '0001-indexes',
    async up(db) {
      await projects(db).createIndex({ orgId: 1, name: 1 }, { unique: true });
      await apiKeys(db).createIndex({ publicKey: 1 }, { unique: true });
      await apiKeys(db).createIndex({ orgId: 1 });
      await docdbMounts(db).createIndex({ path: 1 }, { unique: true });
      // Transactions of older servers cannot make collections.
      await ensureCollection(db, 'organizations');
      await ensureCollection(db, 'serviceState');
    },
  },
  {
    id: '0002-admin-api',
    async up(db) {
      for (const collection of [organizations(db), projects(db), apiKeys(db)])
        await collection.updateMany({ revision: { $exists: false } }, { $set: { revision: 1 } });
      await projects(db).updateMany({ teams: { $exists: false } }, { $set: { teams: [] } });
      await projects(db).createIndex({ name: 1 });
      await projects(db).createIndex({ 'teams.teamId': 1 });
      await organizations(db).createIndex({ name: 1 });
      await apiKeys(db).createIndex({ 'roles.groupId': 1 });
      await users(db).createIndex({ username: 1 }, { unique: true });
      await users(db).createIndex({ 'roles.orgId': 1 });
      await users(db).createIndex({ 'roles.groupId': 1 });
      await users(db).createIndex({ teamIds: 1 });
      await teams(db).createIndex({ orgId: 1, name: 1 }, { unique: true });
      await invitations(db).createIndex({ orgId: 1, groupId: 1, username: 1 }, { unique: true });
      await invitations(db).createIndex({ username: 1 });
      await invitations(db).createIndex({ expiresAt: 1 }, { expireAfterSeconds: 0 });
      await events(db).createIndex({ groupId: 1, _id: -1 });
      await events(db).createIndex({ orgId: 1, _id: -1 });
      await projectAccessList(db).createIndex({ groupId: 1, cidrBlock: 1 }, { unique: true });
      await projectAccessList(db).createIndex({ deleteAfterDate: 1 }, { expireAfterSeconds: 0 });
      await dataSourceRecords(db).createIndex({ groupId: 1, name: 1 }, { unique: true });
      await docdbMounts(db).createIndex({ groupId: 1 });
      await digestNonces(db).createIndex({ expiresAt: 1 }, { expireAfterSeconds: 0 });
      await db.collection('rateLimits').createIndex({ expire: 1 }, { expireAfterSeconds: 0 });
      await db.collection('rateLimits').createIndex({ key: 1 }, { unique: true });
      await idempotentRequests(db).createIndex({ expiresAt: 1 }, { expireAfterSeconds: 0 });
    },
  },
  {
    id: '0003-projects-in-order',
    async up(db) {
      // Pages of an organization's projects come in the order of _id: without it MongoDB reads and sorts all of them.
      await projects(db).createIndex({ orgId: 1, _id: 1 });
    },
  },
  {
    id: '0004-hosts',
    async up(db) {
      await hosts(db).createIndex({ groupId: 1, hostnameAndPort: 1 }, { unique: true });
      await hosts(db).createIndex({ groupId: 1, aliases: 1 });
      await hosts(db).createIndex({ clusterId: 1 });
      await hosts(db).createIndex({ pingAt: 1 });
      await clusters(db).createIndex({ groupId: 1, createdAt: 1 });
      await clusters(db).createIndex({ parentClusterId: 1 });
    },
  },
  { id: '0005-apps', up: indexApps },
  {
    id: '0005-mount-paths',
    async up(db) {
      await pathsState(db).updateOne({ _id: 'paths' }, { $set: { heldBy: new ObjectId() } }, { upsert: true });
    },
  },
  {
    id: '0010-app-users',
    async up(db) {
      await indexAppUsers(db);
      await indexAppApiKeys(db);
      await indexAppSessions(db);
    },
  },
  { id: '0011-app-user-lists', up: indexAppUserLists },
  { id: '0012-requests', up: indexRequests },
  { id: '0013-app-access-list', up: indexAppAccessList },
];

function migrations(db: Db): Collection<MigrationRecord> {
  return db.collection<MigrationRecord>('migrations');
}

/**
 * Runs the steps that this store has not had, in order, and records each.
 * @returns the ids of those that ran.
 * @throws Error with the mend when a newer docgate has been here.
 */
export async function migrate(db: Db, list: readonly Migration[] = steps): Promise<string[]> {
  const applied = new Set((await migrations(db).find().toArray()).map(({ _id }) => _id));
  const unknown = [...applied].filter((id) => !list.some((step) => step.id === id));
  if (unknown.length > 0) {
    throw new Error(
      `The store in database ${db.databaseName} was changed by a newer docgate (${unknown.join(', ')}). Start that version, or give another --database.`,
    );
  }
  const missing = list.filter(({ id }) => !applied.has(id));
  for (const step of missing) {
    await step.up(db);
    await migrations(db).updateOne({ _id: step.id }, { $set: { appliedAt: new Date() } }, { upsert: true });
  }
  return missing.map(({ id }) => id);
}

async function ensureCollection(db: Db, name: string): Promise<void> {
  const existing = await db.listCollections({ name }, { nameOnly: true }).toArray();
  if (existing.length === 0) await db.createCollection(name);
}
