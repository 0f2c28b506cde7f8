import { setTimeout as sleep } from 'node:timers/promises';
import { type Db, MongoClient, MongoNetworkError, MongoServerError } from 'mongodb';
import { MongodError } from './mongod-error.ts';
import { compareSeries, seriesOf } from './version.ts';

/** The one user of the embedded MongoDB. */
export const serviceUser = 'docgate';

export interface AdminTarget {
  readonly port: number;
  readonly password: string;
  readonly signal: AbortSignal;
}

const replicaSet = 'docgate';
const pollMs = 10;

/** MongoDB's error codes. https://github.com/mongodb/mongo/blob/master/src/mongo/base/error_codes.yml */
const authenticationFailed = 18;
const notYetInitialized = 94;

/** The connection string for everybody else; valid as long as the port is. */
export function connectionString(port: number, password: string): string {
  return `mongodb://${serviceUser}:${password}@127.0.0.1:${port}/?replicaSet=${replicaSet}&authSource=admin`;
}

/** Makes a replica set of an empty mongod, and its user by the localhost exception. Resolves when it takes writes. */
export async function initialise({ port, password, signal }: AdminTarget): Promise<void> {
  await withAdmin({ port, signal }, async (admin) => {
    const members = [{ _id: 0, host: hostOf(port) }];
    await admin.command({ replSetInitiate: { _id: replicaSet, members } });
    await untilDone(async () => await untilPrimary(admin, signal), signal);
    await admin.command({ createUser: serviceUser, pwd: password, roles: ['root'], mechanisms: ['SCRAM-SHA-256'] });
  });
}

/** Waits until the mongod of an earlier start takes writes again; tells the replica set its new port when that changed. */
export async function resume(target: AdminTarget, version: string): Promise<void> {
  await withAdmin(target, async (admin) => {
    await untilDone(async () => {
      await followPort(admin, target);
      await untilPrimary(admin, target.signal);
    }, target.signal);
    await raiseFeatureCompatibility(admin, version);
  });
}

async function withAdmin(
  { port, password, signal }: Omit<AdminTarget, 'password'> & { password?: string },
  work: (admin: Db) => Promise<void>,
): Promise<void> {
  const client = new MongoClient(`mongodb://${hostOf(port)}/?directConnection=true`, {
    ...(password === undefined ? {} : { auth: { username: serviceUser, password }, authSource: 'admin' }),
    // The signal says when to give up; until then mongod is looked for at short intervals.
    serverSelectionTimeoutMS: 0x7fffffff,
    minHeartbeatFrequencyMS: pollMs,
    heartbeatFrequencyMS: pollMs,
    maxPoolSize: 1,
  });
  try {
    await unlessAborted(
      client.connect().then(() => work(client.db('admin'))),
      signal,
    );
  } catch (error) {
    throw isCode(error, authenticationFailed) ? wrongPassword(error) : error;
  } finally {
    await client.close();
  }
}

/** A replica set that does not find its own address in its configuration waits for ever; the one member may be forced. */
async function followPort(admin: Db, { port, signal }: AdminTarget): Promise<void> {
  const config = await replicaSetConfig(admin, signal);
  const [member] = config.members;
  if (member === undefined || member.host === hostOf(port)) return;
  const moved = { ...config, version: config.version + 1, members: [{ ...member, host: hostOf(port) }] };
  await admin.command({ replSetReconfig: moved, force: true });
}

interface ReplicaSetConfig {
  version: number;
  members: { host: string }[];
}

/** Polls, because mongod answers before it has read its configuration. */
async function replicaSetConfig(admin: Db, signal: AbortSignal): Promise<ReplicaSetConfig> {
  for (;;) {
    try {
      const reply = await admin.command({ replSetGetConfig: 1 });
      return reply['config'] as ReplicaSetConfig;
    } catch (error) {
      if (!isCode(error, notYetInitialized)) throw error;
    }
    await sleep(pollMs, undefined, { signal });
  }
}

async function untilPrimary(admin: Db, signal: AbortSignal): Promise<void> {
  while ((await admin.command({ hello: 1 }))['isWritablePrimary'] !== true) await sleep(pollMs, undefined, { signal });
}

/** Repeats what may be repeated: a replica set closes its connections when it changes its role. */
async function untilDone(work: () => Promise<void>, signal: AbortSignal): Promise<void> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof MongoNetworkError)) throw error;
    }
    await sleep(pollMs, undefined, { signal });
  }
}

/**
 * Lets the data files use what a newer series brings; without it the series after that could not open them.
 * https://www.mongodb.com/docs/manual/reference/command/setFeatureCompatibilityVersion/
 */
async function raiseFeatureCompatibility(admin: Db, version: string): Promise<void> {
  const reply = await admin.command({ getParameter: 1, featureCompatibilityVersion: 1 });
  const { version: current } = reply['featureCompatibilityVersion'] as { version: string };
  if (compareSeries(current, version) >= 0) return;
  const confirm = compareSeries(version, '7.0') >= 0 ? { confirm: true } : {};
  await admin.command({ setFeatureCompatibilityVersion: seriesOf(version), ...confirm });
}

async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const abort = () => reject(signal.reason as Error);
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  return await Promise.race([work, promise]).finally(() => signal.removeEventListener('abort', abort));
}

function isCode(error: unknown, code: number): boolean {
  return error instanceof MongoServerError && error.code === code;
}

function wrongPassword(cause: unknown): MongodError {
  return new MongodError(
    'The password in the data directory (mongod/password) does not open its MongoDB.',
    'Restore the file mongod/password of that data directory, or choose another directory with --data-dir.',
    cause,
  );
}

function hostOf(port: number): string {
  return `127.0.0.1:${port}`;
}
