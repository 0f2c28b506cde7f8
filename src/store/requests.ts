import { unlessAborted, type Collection, type Db, type ObjectId } from '../mongo/index.ts';
import { duplicateKey } from './duplicate-key.ts';

/** A request that was answered: who, what, how. Never what was sent or found: no body, no query, no header. */
export interface RequestRecord {
  readonly _id: ObjectId;
  /** The caller may have chosen it: not unique. */
  readonly requestId: string;
  /** When it began; it expires by this. */
  readonly time: Date;
  readonly durationMs: number;
  readonly groupId: ObjectId;
  readonly appId?: ObjectId | undefined;
  readonly clientAppId?: string | undefined;
  readonly plane: string;
  /** Absent where there is nothing at the path, or nothing by this method. */
  readonly operationId?: string | undefined;
  /** What an operation was asked to call that stands for many functions. */
  readonly functionName?: string | undefined;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly errorCode?: string | undefined;
  readonly bytesSent: number;
  readonly remoteAddress: string;
  /** Of the app or of the admin API. */
  readonly userId?: string | undefined;
  readonly userType?: string | undefined;
  readonly username?: string | undefined;
  readonly apiKeyId?: string | undefined;
  readonly publicKey?: string | undefined;
  readonly mountId?: string | undefined;
  readonly dataSource?: string | undefined;
  readonly database?: string | undefined;
  readonly collection?: string | undefined;
  /** Of the app's rules. */
  readonly roles?: readonly string[] | undefined;
  /** Names of functions that the app's rules, schema or `can_evaluate` would call; what needs one counts as false. */
  readonly functionsNotCalled?: readonly string[] | undefined;
  /** Why rules refused it, in their own words. */
  readonly reason?: string | undefined;
}

const timeoutMs = 5000;

/**
 * Inserts records; one that is there already, from a try before, stays. By the bare command: the driver's `insertMany` measures
 * every document before it writes it, which doubles what a record costs.
 */
export async function insertRequests(db: Db, documents: readonly RequestRecord[]): Promise<void> {
  const command = { insert: 'requests', documents, ordered: false, writeConcern: { w: 1 }, maxTimeMS: timeoutMs };
  const inserting = db.command(command, { ignoreUndefined: true });
  // A server that hangs must not hold up the log, nor the end of the service.
  const { writeErrors = [] } = (await unlessAborted(inserting, AbortSignal.timeout(timeoutMs))) as Reply;
  const failed = writeErrors.find(({ code }) => code !== duplicateKey);
  if (failed !== undefined) throw new Error(`MongoDB refuses a record: ${failed.errmsg}`);
}

interface Reply {
  readonly writeErrors?: readonly { readonly code: number; readonly errmsg: string }[];
}

const daySeconds = 24 * 60 * 60;

export function requests(db: Db): Collection<RequestRecord> {
  return db.collection<RequestRecord>('requests');
}

/** Lists are read by `groupId`, newest first; what else they are asked for is decided by the keys, without the documents. */
export async function indexRequests(db: Db): Promise<void> {
  await requests(db).createIndex({ time: 1 }, { expireAfterSeconds: 10 * daySeconds });
  await requests(db).createIndex({ groupId: 1, time: -1, _id: -1, appId: 1, status: 1, operationId: 1 });
  await requests(db).createIndex({ groupId: 1, requestId: 1, time: -1, _id: -1 });
  await requests(db).createIndex(
    { groupId: 1, userId: 1, time: -1, _id: -1 },
    { partialFilterExpression: { userId: { $exists: true } } },
  );
}

/** Holds for requests that are there already, too. */
export async function keepRequests(db: Db, days: number): Promise<void> {
  const index = { keyPattern: { time: 1 }, expireAfterSeconds: days * daySeconds };
  await db.command({ collMod: 'requests', index });
}
