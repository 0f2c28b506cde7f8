import { request, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from 'mongodb';
import { residentMegabytes } from './cpu.ts';
import { actionPath, deployApps, inCollection, type DataApp } from './data-apps.ts';
import { databaseName, openDatabase } from './database.ts';
import { sampleDocument } from './documents.ts';
import { startService, type Server } from './server.ts';
import { atMost, progress, round, type BenchOptions, type Row, type SuiteResult } from './suite.ts';

const targetMegabytes = 150;
const seedCount = 1000;
/** The Data API answers 50,000 documents at most, so each must be large. */
const partsInOne = 20;
/** JSON text of one document: no less, and hardly more. */
const documentBytes = 7400;

interface Reader {
  readonly name: string;
  /** Infinity: as fast as it comes. */
  readonly megabytesPerSecond: number;
}

/** Memory of the service while it sends one large answer: what comes from MongoDB may not pile up, however slow the client. */
export async function stream({ quick }: BenchOptions): Promise<SuiteResult> {
  // The Data API answers 350 MiB at most, which is a little more.
  const megabytes = quick ? 30 : 350;
  const readers: readonly Reader[] = [
    { name: 'fast', megabytesPerSecond: Number.POSITIVE_INFINITY },
    { name: 'slow', megabytesPerSecond: megabytes / (quick ? 3 : 20) },
  ];
  await using database = await openDatabase();
  progress(`making ${megabytes} MB of documents`);
  const count = await fill(database.db, megabytes);
  const { system, owner, userId } = await appsOn(database.uri);
  await database.db.collection('large').updateMany({}, { $set: { owner_id: userId } });
  const sources = [
    documentsOf,
    answersOf(system, 'aggregate'),
    answersOf(owner, 'aggregate'),
    answersOf(owner, 'find'),
  ];
  const rows: Row[] = [];
  for (const sourceOf of sources)
    for (const reader of readers) {
      await using server = await startService({ mongodbUri: database.uri });
      rows.push(await watch(sourceOf(server), reader, count));
    }
  return {
    title: `Memory while one answer of ${megabytes} MB is sent, one process, MongoDB ${database.version}`,
    rows,
    checks: rows.map((row) =>
      atMost(`${row['api']}, ${row['reader']} reader, MB over idle`, Number(row['MB over idle']), targetMegabytes),
    ),
  };
}

/** Every later process on the same store serves them. */
async function appsOn(mongodbUri: string): ReturnType<typeof deployApps> {
  await using server = await startService({ mongodbUri });
  return await deployApps(server);
}

/** The server multiplies a seed, since sending so much takes longer. @returns how many documents there are. */
async function fill(db: Db, megabytes: number): Promise<number> {
  const copies = Math.ceil((megabytes * 1e6) / documentBytes / seedCount);
  const parts = [...Array(partsInOne).keys()].map(sampleDocument);
  await db.collection('seed').insertMany([...Array(seedCount).keys()].map((index) => ({ index, parts })));
  const steps = [
    { $set: { copy: { $range: [0, copies] } } },
    { $unwind: '$copy' },
    { $unset: '_id' },
    { $out: 'large' },
  ];
  await db.collection('seed').aggregate(steps).toArray();
  return copies * seedCount;
}

/** Something that answers so many documents. */
interface Source {
  readonly api: string;
  readonly pid: number;
  /** The last character of a whole answer. */
  readonly end: string;
  open(limit: number): Promise<IncomingMessage>;
}

function documentsOf(server: Server): Source {
  const path = (limit: number): string => `/docdb/${databaseName}/large?limit=${limit}`;
  return { api: 'docdb', pid: server.pid, end: ']', open: (limit) => send(server, 'GET', path(limit)) };
}

/** @param app of a process before; answered by another */
function answersOf(app: DataApp, action: 'aggregate' | 'find'): (server: Server) => Source {
  const path = actionPath(app.appId, action);
  const body = (limit: number): string =>
    inCollection('large', action === 'find' ? { limit } : { pipeline: [{ $limit: limit }] });
  return ({ pid, url }) => ({
    api: `${app.name} ${action}`,
    pid,
    end: '}',
    open: (limit) => send({ ...app, url }, 'POST', path, body(limit)),
  });
}

async function watch(source: Source, reader: Reader, count: number): Promise<Row> {
  // Idle is after the first requests, with code and connections in place.
  for (let i = 0; i < 20; i++) await read(await source.open(10), Number.POSITIVE_INFINITY);
  await sleep(1000);
  const idle = residentMegabytes(source.pid);
  let peak = idle;
  const sampling = setInterval(() => (peak = Math.max(peak, residentMegabytes(source.pid))), 20);
  const began = performance.now();
  const { bytes, end } = await read(await source.open(count), reader.megabytesPerSecond);
  clearInterval(sampling);
  if (end !== source.end) throw new Error('The answer is not whole');
  progress(`${source.api}, ${reader.name} reader: ${(bytes / 1e6).toFixed(0)} MB`);
  return {
    api: source.api,
    reader: reader.name,
    'MB sent': Math.round(bytes / 1e6),
    seconds: round((performance.now() - began) / 1000),
    'MB idle': Math.round(idle),
    'MB peak': Math.round(peak),
    'MB over idle': Math.round(peak - idle),
  };
}

function send(server: Server, method: string, path: string, body?: string): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const headers = { [server.header]: server.authorization, ...(body && { 'content-type': 'application/json' }) };
  request(server.url + path, { method, headers }, resolve)
    .once('error', reject)
    .end(body);
  return promise;
}

/** Reads the body no faster than said. */
async function read(response: IncomingMessage, megabytesPerSecond: number): Promise<{ bytes: number; end: string }> {
  if (response.statusCode !== 200) throw new Error(`The service answers ${response.statusCode}`);
  const began = performance.now();
  let bytes = 0;
  let end = '';
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    end = chunk.toString('latin1', chunk.length - 1);
    const aheadMs = bytes / megabytesPerSecond / 1000 - (performance.now() - began);
    if (aheadMs > 5) await sleep(aheadMs);
  }
  return { bytes, end };
}
