import type { AdminPrincipal } from '../auth/index.ts';
import { ObjectId, type Db } from '../mongo/index.ts';
import { apiKeys } from './api-keys.ts';
import { users } from './users.ts';

interface Use {
  readonly by: AdminPrincipal;
  readonly cidrBlock: string;
  count: number;
  at: Date;
}

const everyMs = 2000;

/** Counts which entries of access lists let requests in; adds up in this process and writes every two seconds. */
export function createAccessUsage(db: Db) {
  let uses = new Map<string, Use>();

  const flush = async (): Promise<void> => {
    const now = uses;
    uses = new Map();
    for (const use of now.values()) await write(db, use);
  };
  // Statistics only: what a failed write has lost is no reason to stop.
  const timer = setInterval(() => void flush().catch(() => undefined), everyMs).unref();

  return {
    note(by: AdminPrincipal, cidrBlock: string): void {
      const place = `${by.keyId} ${cidrBlock}`;
      const use = uses.get(place);
      if (use === undefined) uses.set(place, { by, cidrBlock, count: 1, at: new Date() });
      else Object.assign(use, { by, count: use.count + 1, at: new Date() });
    },
    async close(): Promise<void> {
      clearInterval(timer);
      await flush().catch(() => undefined);
    },
  };
}

async function write(db: Db, { by, cidrBlock, count, at }: Use): Promise<void> {
  const change = {
    $inc: { 'accessList.$.count': count },
    $set: { 'accessList.$.lastUsed': at, 'accessList.$.lastUsedAddress': by.remoteAddress },
  };
  const entry = { 'accessList.cidrBlock': cidrBlock };
  if (by.user === undefined) await apiKeys(db).updateOne({ _id: new ObjectId(by.keyId), ...entry }, change);
  else await users(db).updateOne({ _id: new ObjectId(by.user.id), ...entry }, change);
}
