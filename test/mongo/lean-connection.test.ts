import { createRequire } from 'node:module';
import type { Readable } from 'node:stream';
import { MongoClient, ReadPreference, type MongoClientOptions } from 'mongodb';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  inject,
  test,
  vi,
  type MockInstance,
} from 'vitest';
import { LeanConnection } from '../../src/mongo/lean/lean-connection.ts';

const require = createRequire(import.meta.resolve('mongodb'));
const { Connection } = require('./cmap/connection.js') as { Connection: { prototype: { sendCommand(): unknown } } };

const database = `lean_${process.pid}`;
const clients: MongoClient[] = [];
let client: MongoClient;
/** The driver's own way. */
let driversWay: MockInstance;

async function connect(options: MongoClientOptions = {}): Promise<MongoClient> {
  const lean = { connectionType: LeanConnection } as MongoClientOptions;
  const made = await MongoClient.connect(inject('mongodbUri'), { ...lean, maxPoolSize: 2, ...options });
  clients.push(made);
  await made.db(database).command({ ping: 1 });
  return made;
}

beforeAll(async () => {
  client = await connect();
  await client
    .db(database)
    .collection('things')
    .insertMany([
      { _id: 1 as never, n: 1 },
      { _id: 2 as never, n: 2 },
    ]);
});
afterAll(async () => {
  await client.db(database).dropDatabase();
  await Promise.all(clients.map((one) => one.close()));
});
beforeEach(() => {
  driversWay = vi.spyOn(Connection.prototype, 'sendCommand');
});
afterEach(() => driversWay.mockRestore());

const things = () => client.db(database).collection('things');
const waysTaken = (name: string) => driversWay.mock.calls.filter(([, command]) => name in (command as object)).length;

describe('the short way', () => {
  test('is taken by plain commands', async () => {
    expect(
      await things()
        .find({}, { sort: { _id: 1 } })
        .toArray(),
    ).toEqual([
      { _id: 1, n: 1 },
      { _id: 2, n: 2 },
    ]);
    expect((await things().updateOne({ _id: 1 as never }, { $set: { n: 1 } })).matchedCount).toBe(1);
    const reply = await client.db(database).command({ find: 'things', filter: {} }, { raw: true });
    expect(Buffer.isBuffer(reply['cursor'])).toBe(true);
    expect(['find', 'update'].map(waysTaken)).toEqual([0, 0]);
  });

  test('keeps answers apart, many at once', async () => {
    const numbers = Array.from({ length: 200 }, (_, index) => index);
    const echo = (n: number) =>
      things()
        .aggregate([{ $limit: 1 }, { $project: { _id: 0, n: { $literal: n } } }])
        .next();
    expect(await Promise.all(numbers.map(echo))).toEqual(numbers.map((n) => ({ n })));
    expect(waysTaken('aggregate')).toBe(0);
  });

  test('brings answers of many packets whole', async () => {
    const text = 'x'.repeat(15_000_000);
    const found = await things()
      .aggregate([{ $limit: 1 }, { $project: { text } }])
      .next();
    expect(found?.['text'].length).toBe(text.length);
  });

  test('says what the server refuses, and goes on', async () => {
    await expect(things().find({ $no: 1 }).toArray()).rejects.toMatchObject({ name: 'MongoServerError', code: 2 });
    await expect(things().insertOne({ _id: 1 as never })).rejects.toMatchObject({ code: 11_000 });
    expect(await things().countDocuments()).toBe(2);
  });

  test('knows the cluster’s time, and keeps transactions', async () => {
    await client.withSession(async (session) => {
      await session.withTransaction(async () => {
        await things().insertOne({ _id: 3 as never }, { session });
        expect(await things().countDocuments({}, { session })).toBe(3);
        expect(await things().countDocuments()).toBe(2);
        await session.abortTransaction();
      });
      expect(session.clusterTime?.clusterTime.high).toBeGreaterThan(0);
    });
    expect(await things().countDocuments()).toBe(2);
  });
});

describe('the driver’s way', () => {
  test.each([
    ['an answer that is compressed', { compressors: 'zlib' }],
    ['commands that are watched', { monitorCommands: true }],
    ['sockets that time out', { socketTimeoutMS: 10_000 }],
  ] satisfies [string, MongoClientOptions][])('is taken by %s', async (_what, options) => {
    const other = await connect(options);
    expect(await other.db(database).collection('things').countDocuments()).toBe(2);
    expect(waysTaken('aggregate')).toBe(1);
  });

  test('is taken by what somebody may call off; then the short one again, by the same connection', async () => {
    const one = await connect({ maxPoolSize: 1 });
    const { signal } = new AbortController();
    for (let round = 1; round <= 3; round++) {
      await one.db(database).command({ ping: 1 }, { signal });
      expect(await one.db(database).collection('things').countDocuments()).toBe(2);
      expect([waysTaken('ping'), waysTaken('aggregate')]).toEqual([round, 0]);
    }
  });
});

test('the driver’s way begins with a stream that stands still: an answer may come before it listens', async () => {
  const one = await connect({ maxPoolSize: 1 });
  driversWay.mockRestore();
  const original = Reflect.get(Connection.prototype, 'sendCommand');
  const paused: boolean[] = [];
  const spy = vi.spyOn(Connection.prototype, 'sendCommand').mockImplementation(function (
    this: { messageStream: Readable },
    ...given: never
  ) {
    paused.push(this.messageStream.isPaused());
    return original.apply(this, given);
  });
  await one.db(database).command({ ping: 1 });
  await one.db(database).command({ ping: 1 }, { signal: new AbortController().signal });
  spy.mockRestore();
  expect(paused).toEqual([true]);
});

test('a second command at once on one connection is refused, and the first gets its answer', async () => {
  const connections: LeanConnection[] = [];
  class Watched extends LeanConnection {
    constructor(...given: never) {
      super(...given);
      connections.push(this);
    }
  }
  await connect({ maxPoolSize: 1, minPoolSize: 1, connectionType: Watched } as MongoClientOptions);
  const [one] = connections.filter(({ established }) => established).slice(-1);
  const options: object = { readPreference: ReadPreference.primary };
  const ping = () => one?.command({ db: database }, { ping: 1 }, options);
  const [first, second] = await Promise.allSettled([ping(), ping()]);
  expect(first).toMatchObject({ status: 'fulfilled', value: { ok: 1 } });
  expect(second).toMatchObject({ status: 'rejected', reason: { message: expect.stringContaining('at once') } });
});

test('a connection that ends fails the command that waits for its answer', async () => {
  const one = await connect({ retryReads: false });
  const slow = one.db(database).collection('things').find({ $where: 'sleep(5000) || true' }).toArray();
  const outcome = slow.catch((error: unknown) => error);
  await vi.waitFor(async () => {
    const { inprog } = await client
      .db('admin')
      .command({ currentOp: 1, 'command.$db': database, secs_running: { $gte: 0 } });
    expect(inprog).toHaveLength(1);
  });
  await one.close();
  expect(await outcome).toMatchObject({ message: expect.stringMatching(/closed|interrupted/) });
});
