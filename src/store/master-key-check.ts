import type { Db } from '../mongo/index.ts';
import { isDuplicateKey } from './duplicate-key.ts';
import type { MasterKey } from '../secrets/index.ts';
import { masterKeyState } from './service-state.ts';

/**
 * Ties the store to the first master key that it sees.
 * @throws Error with the mend for another one: what is encrypted could not be read.
 */
export async function checkMasterKey(db: Db, masterKey: MasterKey): Promise<void> {
  const check = masterKey.derive('master key check').toString('base64url');
  const known = await masterKeyState(db).findOne({ _id: 'masterKey' });
  if (known === null) return remember(db, masterKey, check);
  if (known.check === check) return;
  throw new Error(
    `The store in database ${db.databaseName} was made with another master key. Give that one by --master-key or DOCGATE_MASTER_KEY ` +
      '(without them it is master.key in the data directory of the first start), or give another --database.',
  );
}

async function remember(db: Db, masterKey: MasterKey, check: string): Promise<void> {
  try {
    await masterKeyState(db).insertOne({ _id: 'masterKey', check });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    await checkMasterKey(db, masterKey);
  }
}
