import { createSecretKey, randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import type { AuthProviders } from '../../src/apps/index.ts';
import { createAppUsers, createSessionTokens, type AppAuth, type AppUsers } from '../../src/app-users/index.ts';
import type { Mail } from '../../src/mailer/index.ts';
import { createDataSources, ObjectId } from '../../src/mongo/index.ts';
import { migrate } from '../../src/store/migrations.ts';
import { createStore, type Store } from '../../src/store/index.ts';

export const hs256Secret = 'a secret of thirty-two characters or more';

export interface Users extends AsyncDisposable {
  readonly users: AppUsers;
  readonly store: Store;
  readonly mails: Mail[];
  /** An app of its own with these providers, and these secrets. */
  readonly app: (providers: AuthProviders, secrets?: Record<string, string>) => AppAuth;
  /** Moves the clock of the users' room. */
  readonly pass: (ms: number) => void;
}

/** The users' room over a database of its own. */
export async function openUsers(): Promise<Users> {
  const sources = createDataSources([{ name: 'default', uri: inject('mongodbUri') }]);
  const db = await sources.get('default').database(`app_users_${process.pid}_${Date.now().toString(36)}`);
  await migrate(db);
  const store = createStore(db, { transactions: true });
  const mails: Mail[] = [];
  let aheadMs = 0;
  const now = (): Date => new Date(Date.now() + aheadMs);
  const users = createAppUsers({
    store,
    tokens: createSessionTokens(randomBytes(32), now),
    hashKey: createSecretKey(randomBytes(32)),
    attempts: { check: () => undefined, failed: () => undefined },
    mailer: { send: async (mail) => void mails.push(mail) },
    now,
  });
  let apps = 0;
  return {
    users,
    store,
    mails,
    app: (providers, secrets = { jwt: hs256Secret }) => ({
      id: new ObjectId(),
      clientAppId: `app-${(apps += 1)}`,
      providers,
      secretOf: (name) => secrets[name],
      customDataOf: async (userId) => ({ of: userId }),
    }),
    pass: (ms) => {
      aheadMs += ms;
    },
    async [Symbol.asyncDispose]() {
      await db.dropDatabase();
      await sources.close();
    },
  };
}
