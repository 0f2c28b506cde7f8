import { lookup } from 'node:dns/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { MongoClient, type Document, type MongoClientOptions } from 'mongodb';
import { withBoundedIntake } from './bounded-intake.ts';
import { shardIdentity, startupLines, totalSizes, type TotalSizes } from './probe-questions.ts';
import { unlessAborted } from './unless-aborted.ts';

/** One server to ask about itself. */
export interface ProbeTarget {
  /** A DNS name or an address without brackets, checked before. */
  readonly hostname: string;
  readonly port: number;
  readonly tls: boolean;
  readonly credentials?: ProbeCredentials;
}

export interface ProbeCredentials {
  readonly username: string;
  readonly password: string;
  /** What client and server agree on, when absent. */
  readonly mechanism?: 'SCRAM-SHA-1' | 'SCRAM-SHA-256' | 'PLAIN';
}

/** What a server said of itself; all but `hello` may be denied. Nothing of it is to be trusted. */
export interface ServerAnswers {
  readonly hello: Document;
  ipAddress?: string;
  buildInfo?: Document;
  serverStatus?: Document;
  replSetGetStatus?: Document;
  hostInfo?: Document;
  shardIdentity?: Document;
  startupWarnings?: readonly string[];
  sizes?: TotalSizes;
}

const options = {
  appName: 'docgate monitoring',
  directConnection: true,
  maxPoolSize: 1,
  connectTimeoutMS: 3000,
  serverSelectionTimeoutMS: 3000,
  socketTimeoutMS: 5000,
  serverMonitoringMode: 'poll',
  retryReads: false,
} satisfies MongoClientOptions;

const longestMs = 10_000;
const mostBytes = 32 * 1024 * 1024;
const closingMs = 1000;

/**
 * Asks one server about itself over a connection of its own, which is closed afterwards. Takes ten seconds and 32 MB at most,
 * whatever answers there: what has not been answered by then is absent.
 * @throws an error, whose text may be the peer's, when it is no MongoDB, refuses the credentials or does not answer
 */
export function probeServer(target: ProbeTarget, signal: AbortSignal): Promise<ServerAnswers> {
  return withBoundedIntake(mostBytes, () => probe(target, signal));
}

async function probe(target: ProbeTarget, signal: AbortSignal): Promise<ServerAnswers> {
  const client = new MongoClient(`mongodb://${authority(target)}/`, { ...options, ...security(target) });
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(longestMs), firstFailure(client)]);
  try {
    const hello = await unlessAborted(ask(client, { hello: 1 }), deadline);
    const answers: ServerAnswers = { hello };
    await unlessAborted(askMore(client, target, answers), deadline).catch(() => undefined);
    return answers;
  } finally {
    await Promise.race([client.close().catch(() => undefined), sleep(closingMs, undefined, { ref: false })]);
  }
}

/** The driver would go on trying; who is not there now is asked again at the next ping. */
function firstFailure(client: MongoClient): AbortSignal {
  const controller = new AbortController();
  client.once('serverHeartbeatFailed', ({ failure }) => controller.abort(failure));
  return controller.signal;
}

function authority({ hostname, port }: ProbeTarget): string {
  return hostname.includes(':') ? `[${hostname}]:${port}` : `${hostname}:${port}`;
}

function security({ tls, credentials }: ProbeTarget): MongoClientOptions {
  if (credentials === undefined) return { tls };
  const { username, password, mechanism } = credentials;
  return {
    tls,
    auth: { username, password },
    authSource: mechanism === 'PLAIN' ? '$external' : 'admin',
    ...(mechanism !== undefined && { authMechanism: mechanism }),
  };
}

async function askMore(client: MongoClient, { hostname }: ProbeTarget, answers: ServerAnswers): Promise<void> {
  await keep(answers, 'ipAddress', async () => (await lookup(hostname)).address);
  await keep(answers, 'buildInfo', () => ask(client, { buildInfo: 1 }));
  await keep(answers, 'serverStatus', () => ask(client, { serverStatus: 1 }));
  await keep(answers, 'hostInfo', () => ask(client, { hostInfo: 1 }));
  if (answers.hello['setName'] !== undefined || answers.hello['isreplicaset'] === true)
    await keep(answers, 'replSetGetStatus', () => ask(client, { replSetGetStatus: 1 }));
  if (answers.serverStatus?.['sharding'] !== undefined)
    await keep(answers, 'shardIdentity', () => shardIdentity(client));
  await keep(answers, 'startupWarnings', () => startupLines(client));
  await keep(answers, 'sizes', () => totalSizes(client));
}

/** Whoever may not ask a question does without its answer. */
async function keep<Name extends Exclude<keyof ServerAnswers, 'hello'>>(
  answers: ServerAnswers,
  name: Name,
  question: () => Promise<ServerAnswers[Name]>,
): Promise<void> {
  try {
    answers[name] = await question();
  } catch {
    // It stays absent.
  }
}

function ask(client: MongoClient, command: Document): Promise<Document> {
  return client.db('admin').command(command);
}
