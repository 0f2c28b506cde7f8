/** What the benchmark's own servers have in common: bare `node:http`, the URLs of the collection REST, and no more of it than the workloads need. */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MongoClient, ObjectId, type Collection, type Db, type Document } from 'mongodb';

/** One way to answer the three workloads; each returns JSON text. */
export interface Answers {
  readOne(collection: string, id: ObjectId): Promise<string | Uint8Array | undefined>;
  find(collection: string, filter: Document, limit: number): Promise<string | Uint8Array>;
  insertOne(collection: string, text: string): Promise<string | Uint8Array>;
}

/** Connects to the MongoDB in the first argument, with a pool as large as the service's, and sends the port to the parent. */
export async function serve(answers: (db: Db) => Answers): Promise<void> {
  const byDatabase = new Map<string, Answers>();
  await serveJson((request, client) =>
    answer(request, (database) => {
      const known = byDatabase.get(database) ?? answers(client.db(database));
      byDatabase.set(database, known);
      return known;
    }),
  );
}

/** One way to answer the Data API's workloads; each takes the body and returns JSON text. */
export type Actions = Readonly<Record<string, (client: MongoClient, body: string) => Promise<string | Uint8Array>>>;

/** The last part of the path is the action. */
export async function serveActions(actions: Actions): Promise<void> {
  await serveJson(async (request, client) => {
    const action = (request.url ?? '').split('/').at(-1) ?? '';
    return actions[action]?.(client, await textOf(request));
  });
}

export function collectionOf(
  client: MongoClient,
  { database, collection }: Readonly<Record<string, unknown>>,
): Collection {
  return client.db(String(database)).collection(String(collection));
}

type Json = string | Uint8Array | undefined;

/** The same for other URLs: JSON text, or undefined where there is nothing. */
export async function serveJson(
  answerTo: (request: IncomingMessage, client: MongoClient) => Promise<Json>,
): Promise<void> {
  const client = await MongoClient.connect(process.argv[2] ?? '', { maxPoolSize: 10 });
  const server = createServer((request, response) => {
    answerTo(request, client).then(
      (body) => {
        response.statusCode = body === undefined ? 404 : request.method === 'POST' ? 201 : 200;
        response.setHeader('Content-Type', 'application/json');
        response.end(body);
      },
      (error: unknown) => {
        console.error(error);
        response.writeHead(500).end();
      },
    );
  });
  process.once('disconnect', () => process.exit());
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
}

async function answer(request: IncomingMessage, answersOf: (database: string) => Answers) {
  const [path = '', search] = (request.url ?? '').split('?', 2);
  const [, , database = '', collection = '', id] = path.split('/');
  const answers = answersOf(database);
  if (request.method === 'POST') return answers.insertOne(collection, await textOf(request));
  if (id !== undefined) return answers.readOne(collection, new ObjectId(id));
  const query = new URLSearchParams(search);
  return answers.find(collection, JSON.parse(query.get('filter') ?? '{}') as Document, Number(query.get('limit')));
}

async function textOf(request: IncomingMessage): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let text = '';
  request.setEncoding('utf8');
  request.on('data', (chunk: string) => (text += chunk));
  request.once('end', () => resolve(text));
  request.once('error', reject);
  return promise;
}
