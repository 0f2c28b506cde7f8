import type { Filter, ObjectId } from '../mongo/index.ts';
import type { AppUserRecord, Transaction } from '../store/index.ts';
import type { AppUsersDeps } from './deps.ts';
import { importedId, ImportRefusal, readImportedUser } from './imported-user.ts';

/** A user who was not imported. */
export interface ImportFinding {
  /** Place in what was given, from 0. */
  readonly index: number;
  readonly userId?: string;
  readonly reason: string;
}

/** What became of the users that were given: each is in one of the first three counts. */
export interface ImportOutcome {
  readonly imported: number;
  /** They were there already. */
  readonly unchanged: number;
  readonly refused: number;
  /** Those of the imported who log in by e-mail and have to reset their password first. */
  readonly withoutPassword: number;
  readonly findings: readonly ImportFinding[];
}

type Known = Pick<AppUserRecord, 'userId' | 'identityKeys' | 'email'>;

/**
 * Brings users of App Services in under their ids, all who can be; the rest is told. Who is there already stays as is.
 * @throws what MongoDB says of a duplicate key when somebody has registered meanwhile: then run again
 */
export async function importUsers(
  deps: AppUsersDeps,
  appId: ObjectId,
  given: readonly unknown[],
  transaction: Transaction,
): Promise<ImportOutcome> {
  const findings: ImportFinding[] = [];
  const read = given.map((json, index) => readOne(appId, json, index, deps.now(), findings));
  const known = new KnownUsers(await findKnown(deps, appId, definite(read), transaction));
  const accepted: AppUserRecord[] = [];
  let unchanged = 0;
  for (const [index, user] of read.entries()) {
    if (user === undefined) continue;
    const conflict = known.conflict(user);
    if (conflict !== undefined) findings.push({ index, userId: user.userId, reason: conflict });
    else if (known.has(user)) unchanged += 1;
    else accepted.push(known.add(user));
  }
  if (accepted.length > 0) await deps.store.appUsers.insertMany(accepted, transaction);
  const withoutPassword = accepted.filter(
    ({ email, passwordHash }) => email !== undefined && passwordHash === undefined,
  );
  return {
    imported: accepted.length,
    unchanged,
    refused: findings.length,
    withoutPassword: withoutPassword.length,
    findings: findings.toSorted((one, other) => one.index - other.index),
  };
}

function readOne(
  appId: ObjectId,
  json: unknown,
  index: number,
  now: Date,
  findings: ImportFinding[],
): AppUserRecord | undefined {
  try {
    return readImportedUser(appId, json, now);
  } catch (error) {
    if (!(error instanceof ImportRefusal)) throw error;
    const userId = importedId(json);
    findings.push({ index, ...(userId !== undefined && { userId }), reason: error.message });
    return undefined;
  }
}

/** Users of the app who are one of these, or have something of theirs; one index answers each question. */
async function findKnown(
  { store }: AppUsersDeps,
  appId: ObjectId,
  users: readonly AppUserRecord[],
  transaction: Transaction,
): Promise<Known[]> {
  const emails = definite(users.map(({ email }) => email));
  const questions: Filter<AppUserRecord>[] = [
    { appId, userId: { $in: users.map(({ userId }) => userId) } },
    { appId, identityKeys: { $in: users.flatMap(({ identityKeys }) => identityKeys) } },
    // The type says that the index on addresses has all of them.
    { appId, email: { $in: emails, $type: 'string' } },
  ];
  const found: Known[] = [];
  // One after the other: a transaction takes no more.
  for (const question of questions)
    found.push(...(await store.appUsers.find(question, { ...transaction, projection }).toArray()));
  return found;
}

const projection = { userId: 1, identityKeys: 1, email: 1 };

function definite<Item>(items: readonly (Item | undefined)[]): Item[] {
  return items.filter((item) => item !== undefined);
}

/** Who is there, by everything that only one user can have. */
class KnownUsers {
  readonly #byId = new Map<string, Known>();
  readonly #byIdentity = new Map<string, Known>();
  readonly #byEmail = new Map<string, Known>();

  constructor(users: readonly Known[]) {
    for (const user of users) this.add(user);
  }

  add<User extends Known>(user: User): User {
    this.#byId.set(user.userId, user);
    for (const key of user.identityKeys) this.#byIdentity.set(key, user);
    if (user.email !== undefined) this.#byEmail.set(user.email, user);
    return user;
  }

  has({ userId }: Known): boolean {
    return this.#byId.has(userId);
  }

  /** What of a user is another's already. */
  conflict({ userId, identityKeys, email = '' }: Known): string | undefined {
    const taken = identityKeys.find((key) => (this.#byIdentity.get(key)?.userId ?? userId) !== userId);
    if (taken !== undefined)
      return `The identity ${taken} is the user ${this.#byIdentity.get(taken)?.userId}'s already.`;
    const owner = this.#byEmail.get(email);
    if (owner !== undefined && owner.userId !== userId)
      return `The e-mail address ${email} is the user ${owner.userId}'s already.`;
    const same = this.#byId.get(userId);
    const missing = same && identityKeys.find((key) => !same.identityKeys.includes(key));
    return missing && `The user is there already, without the identity ${missing}.`;
  }
}
