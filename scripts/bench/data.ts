import type { Db } from 'mongodb';
import { actionPath, deployApps, inCollection } from './data-apps.ts';
import { openDatabase } from './database.ts';
import { sampleDocument } from './documents.ts';
import { figuresOf, measureInTurns, ratio, type Task } from './in-turns.ts';
import { generator, load, warmUp, type Workload } from './load.ts';
import { profileService, type Subject } from './profile.ts';
import { startBareServer, startService, type Server } from './server.ts';
import { atLeast, atMost, type BenchOptions, type Check, type SuiteResult } from './suite.ts';

const owner = 'docgate owner';
const system = 'docgate system';

/** CPU of the naive server a request / CPU of ours, with an API key and owner rules. */
const targets = [
  { workload: 'findOne', least: 1 },
  { workload: 'find-100', least: 1.6 },
  { workload: 'insertOne', least: 0.75 },
];
/** What owner rules may cost over the system's access. */
const mostForRules = 1.1;

interface Action {
  readonly name: string;
  readonly action: string;
  readonly body: string;
}

/** The Data API against two bare servers that read the same bodies, on one MongoDB, in turns. */
export async function data(options: BenchOptions): Promise<SuiteResult> {
  await using database = await openDatabase();
  await using stack = new AsyncDisposableStack();
  const service = stack.use(await startService({ mongodbUri: database.uri }));
  const apps = await deployApps(service);
  await fill(database.db, apps.userId);
  const actions = actionsOf(apps.userId);
  if (options.profile)
    return await profileService(
      database,
      actions.map((action) => toSubject(action, apps.owner)),
    );
  const servers = [
    apps.owner,
    apps.system,
    stack.use(await startBareServer('data-naive', database.uri)),
    stack.use(await startBareServer('data-limit', database.uri)),
  ];
  const measured = await measureInTurns(database, servers, actions.map(toTask), options, { rounds: 9, seconds: 2 });
  return {
    title: `Data API, 50 connections by ${generator}, one process each, MongoDB ${database.version}`,
    rows: actions.flatMap(({ name }) =>
      servers.map((server) => ({ action: name, server: server.name, ...figuresOf(measured, name, server.name) })),
    ),
    checks: [
      ...targets.map(({ workload, least }): Check =>
        atLeast(`${workload}, × data-naive`, ratio(measured, workload, 'data-naive', owner), least),
      ),
      ...actions.map(({ name }) =>
        atMost(`${name}, rules / system`, ratio(measured, name, owner, system), mostForRules),
      ),
    ],
  };
}

/** Another process on the same store serves the same apps. */
function toSubject(action: Action, app: Server): Subject {
  const at = ({ pid, url }: Server): Server => ({ ...app, pid, url });
  return {
    name: action.name,
    warmUp: (server) => warmUp(at(server), workloadOf(action, app)),
    load: (server, seconds) => load(at(server), workloadOf(action, app), seconds),
  };
}

async function fill(db: Db, userId: string): Promise<void> {
  const documents = [...Array(10_000).keys()].map((index) => ({ ...sampleDocument(index), owner_id: userId }));
  await db.collection('documents').insertMany(documents);
  await db.collection('documents').createIndex({ group: 1, _id: 1 });
}

function actionsOf(userId: string): readonly Action[] {
  const { _id, price: _price, created: _created, ...document } = sampleDocument(1234);
  const inserted = { ...document, owner_id: userId, group: 34, rating: 176.25, price: { $numberDecimal: '1234.99' } };
  const id = { $oid: String(_id) };
  const pipeline = [
    { $match: { group: 34 } },
    { $group: { _id: '$active', n: { $sum: 1 }, rating: { $avg: '$rating' } } },
  ];
  return [
    { name: 'findOne', action: 'findOne', body: inCollection('documents', { filter: { _id: id } }) },
    { name: 'find-100', action: 'find', body: inCollection('documents', { filter: { group: 34 }, limit: 100 }) },
    { name: 'insertOne', action: 'insertOne', body: inCollection('inserted', { document: inserted }) },
    { name: 'aggregate', action: 'aggregate', body: inCollection('documents', { pipeline }) },
  ];
}

function toTask(action: Action): Task {
  return { name: action.name, on: (server) => workloadOf(action, server) };
}

function workloadOf({ name, action, body }: Action, server: Server): Workload {
  const appId = 'appId' in server ? String(server.appId) : 'any';
  return { name, method: 'POST', paths: [actionPath(appId, action)], body };
}
