import type { Db } from '../mongo/index.ts';
import { isDuplicateKey } from './duplicate-key.ts';
import { createEncryption, type MasterKey, type Secret } from '../secrets/index.ts';
import { bootstrap } from './bootstrap.ts';
import type { BootstrapOutcome } from './bootstrap-file.ts';
import { replaceConfigMounts, type NewDocdbMount } from './docdb-mounts.ts';
import { withLock } from './locks.ts';
import { checkMasterKey } from './master-key-check.ts';
import { migrate } from './migrations.ts';
import { keepRequests } from './requests.ts';
import { inTransaction } from './transaction.ts';

export interface PrepareOptions {
  readonly db: Db;
  /** Whether the data source offers transactions. */
  readonly transactions: boolean;
  readonly masterKey: MasterKey;
  readonly dataDir: string;
  /** Host and data directory, which only one running service has. */
  readonly place: string;
  readonly ownerKey?: { readonly publicKey: string; readonly privateKey: Secret } | undefined;
  readonly mounts: readonly NewDocdbMount[];
  /** How long requests stay in the log; 0: none are written, and what is there goes by the time that was said last. */
  readonly requestLogDays: number;
}

/** Brings the store to the shape and content that this start wants: migrations, first credentials, the config file's mounts. One process at a time. */
export async function prepareStore(
  options: PrepareOptions,
): Promise<BootstrapOutcome & { readonly migrations: readonly string[] }> {
  const { db, masterKey } = options;
  return withLock(db, 'prepare', options.place, async () => {
    const migrations = await migrate(db);
    if (options.requestLogDays > 0) await keepRequests(db, options.requestLogDays);
    await checkMasterKey(db, masterKey);
    const outcome = await bootstrap({ ...options, encryption: createEncryption(masterKey) });
    await writeConfigMounts(options);
    return { ...outcome, migrations };
  });
}

async function writeConfigMounts(options: PrepareOptions): Promise<void> {
  try {
    await inTransaction(options, (transaction) => replaceConfigMounts(options.db, options.mounts, transaction));
  } catch (cause) {
    if (!isDuplicateKey(cause)) throw cause;
    throw new Error(
      'A mount of the config file has the path of one that was made by the admin API. Remove one of the two.',
      { cause },
    );
  }
}
