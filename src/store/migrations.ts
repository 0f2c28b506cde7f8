import type { Collection, Db } from '../mongo/index.ts';
import { apiKeys } from './api-keys.ts';
import { docdbMounts } from './docdb-mounts.ts';
import { projects } from './projects.ts';

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
