import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Collection, Db } from '../mongo/index.ts';
import { isDuplicateKey } from './duplicate-key.ts';

interface Lock {
  readonly _id: string;
  /** Which running process has it. */
  readonly holder: string;
  /** Host and data directory: who has that directory now knows that a former holder there is dead. */
  readonly place: string;
  readonly expiresAt: Date;
}

const lifeMs = 15_000;
const waitMs = 60_000;

function locks(db: Db): Collection<Lock> {
  return db.collection<Lock>('locks');
}

/**
 * Runs the work while no other process holds the lock of this name; waits for it up to a minute.
 * A holder that died is passed over after 15 seconds, or at once by its successor in the same place.
 */
export async function withLock<Result>(
  db: Db,
  name: string,
  place: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const holder = randomUUID();
  await acquire(db, name, place, holder);
  const renewal = setInterval(() => {
    locks(db)
      .updateOne({ _id: name, holder }, { $set: { expiresAt: expiry() } })
      .catch(() => undefined);
  }, lifeMs / 3);
  try {
    return await work();
  } finally {
    clearInterval(renewal);
    await locks(db)
      .deleteOne({ _id: name, holder })
      .catch(() => undefined);
  }
}

async function acquire(db: Db, name: string, place: string, holder: string): Promise<void> {
  const deadline = Date.now() + waitMs;
  while (!(await tryAcquire(db, name, place, holder))) {
    if (Date.now() > deadline) throw await heldByOther(db, name);
    await sleep(200);
  }
}

async function tryAcquire(db: Db, name: string, place: string, holder: string): Promise<boolean> {
  const free = { _id: name, $or: [{ expiresAt: { $lte: new Date() } }, { place }] };
  try {
    await locks(db).updateOne(free, { $set: { holder, place, expiresAt: expiry() } }, { upsert: true });
    return true;
  } catch (error) {
    // The upsert found no free lock and could not insert a second one: it is held.
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

async function heldByOther(db: Db, name: string): Promise<Error> {
  const lock = await locks(db).findOne({ _id: name });
  return new Error(
    `Another docgate (${lock?.place}) has been changing this store for a minute. Wait for it or stop it, then start again.`,
  );
}

function expiry(): Date {
  return new Date(Date.now() + lifeMs);
}
