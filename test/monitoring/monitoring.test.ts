/** The background work itself, on a store of its own: what it does with peers of every kind, alone and beside others. */
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, expect, inject, test } from 'vitest';
import { ObjectId, type Db } from '../../src/mongo/index.ts';
import { startMonitoring, type Monitoring } from '../../src/monitoring/index.ts';
import { createEncryption } from '../../src/secrets/index.ts';
import { createHostPings, createStore, hostIdOf, type HostRecord, type Store } from '../../src/store/index.ts';
import { migrate } from '../../src/store/migrations.ts';
import { freshStore, testMasterKey } from '../store/fresh-store.ts';
import { hostAt } from './host-at.ts';

const undoing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const undo of undoing.splice(0).toReversed()) await undo();
});

async function openStore(): Promise<{ db: Db; store: Store }> {
  const { db } = await freshStore();
  await migrate(db);
  return { db, store: createStore(db, { transactions: true }) };
}

async function monitor(db: Db, intervalMs = 60_000): Promise<Monitoring> {
  const log = { info: () => undefined, warn: () => undefined };
  const pings = createHostPings({ db, transactions: true, intervalMs });
  const monitoring = startMonitoring({ pings, log, encryption: createEncryption(await testMasterKey()) });
  undoing.push(() => monitoring.close());
  return monitoring;
}

/** Some other service, which counts who is connected. */
async function peer(onConnection: (socket: Socket) => void) {
  const sockets = new Set<Socket>();
  const seen = { total: 0, atOnce: 0 };
  const server: Server = createServer((socket) => {
    sockets.add(socket.on('close', () => sockets.delete(socket)).on('error', () => undefined));
    seen.total += 1;
    seen.atOnce = Math.max(seen.atOnce, sockets.size);
    onConnection(socket.resume());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  undoing.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return { port: (server.address() as AddressInfo).port, seen };
}

function ownPort(): number {
  return Number(new URL(inject('mongodbUri').replace('mongodb:', 'http:')).port);
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  await expect.poll(isSo, { timeout: 15_000, interval: 50 }).toBe(true);
}

const isDone =
  (store: Store, { _id, pingAt }: HostRecord) =>
  async (): Promise<boolean> => {
    const host = await store.hosts.findOne({ _id });
    return host !== null && host.pingClaim === undefined && host.pingAt > pingAt;
  };

test.each<[string, (socket: Socket) => void]>([
  ['says nothing', () => undefined],
  ['speaks HTTP', (socket) => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n<script>')],
  ['hangs up', (socket) => void socket.destroy()],
  ['sends noise without end', (socket) => void setInterval(() => socket.write(Buffer.alloc(512, 7)), 5).unref()],
])('a peer that %s is no host, and holds nobody up', async (_, behave) => {
  const { db, store } = await openStore();
  const strange = hostAt((await peer(behave)).port);
  const own = hostAt(ownPort());
  await store.hosts.insertMany([strange, own]);
  await monitor(db);
  await until(isDone(store, own));
  expect((await store.hosts.findOne({ _id: own._id }))?.state?.typeName).toBe('REPLICA_PRIMARY');
  await until(isDone(store, strange));
  const after = await store.hosts.findOne({ _id: strange._id });
  expect([after?.reachable, after?.state, after?.lastPing]).toEqual([false, undefined, undefined]);
});

test('a peer that announces two gigabytes is cut off long before', async () => {
  const { db, store } = await openStore();
  const seen: Socket[] = [];
  const { port } = await peer((socket) => {
    seen.push(socket);
    const header = Buffer.alloc(1024 * 1024);
    header.writeInt32LE(0x7f_ff_ff_ff);
    const flood = (): void => void (!socket.destroyed && socket.write(Buffer.alloc(1024 * 1024), flood));
    socket.write(header, flood);
  });
  const host = hostAt(port);
  await store.hosts.insertOne(host);
  await monitor(db);
  await until(isDone(store, host));
  const sent = seen.reduce((sum, { bytesWritten }) => sum + bytesWritten, 0);
  expect(sent).toBeGreaterThan(32 * 1024 * 1024);
  expect(sent).toBeLessThan(256 * 1024 * 1024);
});

test('of several services one pings, and never twice at once', async () => {
  const { db, store } = await openStore();
  const { port, seen } = await peer(() => undefined);
  const host = hostAt(port);
  await store.hosts.insertOne(host);
  for (let n = 0; n < 3; n++) await monitor(db);
  await until(isDone(store, host));
  expect(seen).toEqual({ total: 1, atOnce: 1 });
});

test('a change while it is pinged has it pinged again afterwards', async () => {
  const { db, store } = await openStore();
  const { port, seen } = await peer(() => undefined);
  const host = hostAt(port);
  await store.hosts.insertOne(host);
  await monitor(db);
  await until(async () => seen.total === 1);
  await store.hosts.updateOne({ _id: host._id }, { $set: { pingAt: new Date() } });
  await until(async () => seen.total === 2);
  expect(seen.atOnce).toBe(1);
});

test('pings again and again; who has died with a claim is passed over', async () => {
  const { db, store } = await openStore();
  const claim = { id: new ObjectId(), until: new Date(Date.now() - 1) };
  const own = hostAt(ownPort(), { pingClaim: claim });
  await store.hosts.insertOne(own);
  await monitor(db, 100);
  const seen = new Set<number>();
  await until(async () => {
    const host = await store.hosts.findOne({ _id: own._id });
    if (host?.lastPing) seen.add(host.lastPing.getTime());
    return seen.size >= 3;
  });
});

test('a host that is silent for a week is deactivated; an answer brings it back', async () => {
  const { db, store } = await openStore();
  const long = new Date(Date.now() - 8 * 24 * 3_600_000);
  const gone = hostAt(1, { createdAt: long });
  const back = hostAt(ownPort(), { createdAt: long, deactivatedAt: long });
  await store.hosts.insertMany([gone, back]);
  await monitor(db);
  for (const host of [gone, back]) await until(isDone(store, host));
  expect((await store.hosts.findOne({ _id: gone._id }))?.deactivatedAt).toBeInstanceOf(Date);
  expect((await store.hosts.findOne({ _id: back._id }))?.deactivatedAt).toBeUndefined();
});

test('members of a new set that answer at once make one cluster', async () => {
  const { db, store } = await openStore();
  const groupId = new ObjectId();
  const members = ['127.0.0.1', 'localhost', '::ffff:127.0.0.1'].map((hostname) => {
    const hostnameAndPort = `${hostname}:${ownPort()}`;
    const place = { _id: hostIdOf(groupId, hostnameAndPort), groupId, hostname, hostnameAndPort };
    return { ...hostAt(ownPort()), ...place };
  });
  await store.hosts.insertMany(members);
  await monitor(db);
  for (const host of members) await until(isDone(store, host));
  const clusters = await store.clusters.find({ groupId }).toArray();
  expect(clusters).toHaveLength(1);
  const found = await store.hosts.find({ groupId }).toArray();
  expect(found.map(({ clusterId }) => clusterId?.toHexString())).toEqual(
    found.map(() => clusters[0]?._id.toHexString()),
  );
});

test('ends while a ping hangs, without calling the host silent', async () => {
  const { db, store } = await openStore();
  const { port, seen } = await peer(() => undefined);
  const host = hostAt(port, { reachable: true });
  await store.hosts.insertOne(host);
  const monitoring = await monitor(db);
  await until(async () => seen.total === 1);
  await monitoring.close();
  expect((await store.hosts.findOne({ _id: host._id }))?.reachable).toBe(true);
});
