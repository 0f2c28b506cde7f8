import { request, type IncomingMessage } from 'node:http';
import { readFile } from 'node:fs/promises';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { basic, call, freshCollection } from '../_harness/client.ts';
import { users } from '../_harness/mounts.ts';

// More than one batch, and more than the sockets' buffers hold: the service has to wait for its reader.
const documents = 30_000;
const padding = 'x'.repeat(2000);
const path = freshCollection();
const [, , database = '', collection = ''] = path.split('/');

let client: MongoClient;

beforeAll(async () => {
  client = await MongoClient.connect(inject('mongodbUri'));
  const all = Array.from({ length: documents }, (_, index) => ({ index, padding }));
  await client.db(database).collection(collection).insertMany(all);
});
afterAll(async () => {
  await client.db(database).dropDatabase();
  await client.close();
});

/** The cursors that the server holds open on the collection. */
async function openCursors(): Promise<bigint[]> {
  const stages = [
    { $currentOp: { idleCursors: true, allUsers: true } },
    { $match: { ns: `${database}.${collection}`, type: 'idleCursor' } },
  ];
  const found = await client
    .db('admin')
    .aggregate<{ cursor: { cursorId: bigint } }>(stages, { useBigInt64: true })
    .toArray();
  return found.map(({ cursor }) => cursor.cursorId);
}

/** An answer of which nothing but the head has been read. */
function openAnswer(): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sent = request(
      `${inject('serviceUrl')}${path}?limit=${documents}`,
      { headers: { authorization: basic('any', users.any) } },
      resolve,
    );
    sent.on('error', reject);
    sent.end();
  });
}

async function readAll(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  answer.on('data', (chunk: Buffer) => chunks.push(chunk));
  await new Promise((resolve) => answer.on('close', resolve).on('error', () => undefined));
  return Buffer.concat(chunks).toString();
}

it('sends an answer of many batches whole', async () => {
  const { json } = await call('GET', `${path}?limit=${documents}`);
  expect(json).toHaveLength(documents);
});

it('breaks the connection when a later batch fails, so that nobody takes a part for the whole, and logs why', async () => {
  const answer = await openAnswer();
  expect(answer.statusCode).toBe(200);
  await expect.poll(openCursors).toHaveLength(1);
  const cursors = await openCursors();
  await client.db(database).command({ killCursors: collection, cursors });
  const text = await readAll(answer);
  expect(answer.complete).toBe(false);
  expect(text.length).toBeGreaterThan(0);
  expect((): unknown => JSON.parse(text)).toThrow(SyntaxError);
  const id = String(answer.headers['x-request-id']);
  const logged = async (): Promise<string[]> =>
    (await readFile(inject('serviceLog'), 'utf8')).split('\n').filter((line) => line.includes(id));
  await expect.poll(async () => (await logged()).join('\n'), { timeout: 10_000 }).toMatch(/answer broken off/);
  expect((await logged()).join('\n')).toMatch(/cursor id \d+ not found|CursorKilled/i);
});

it('kills the cursor when the client goes away', async () => {
  const answer = await openAnswer();
  await expect.poll(openCursors).toHaveLength(1);
  answer.destroy();
  await expect.poll(openCursors, { timeout: 10_000 }).toEqual([]);
});
