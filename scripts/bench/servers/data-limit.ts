/** The least that Node can do of the Data API: one raw command a request, its bytes transcoded; no app, no credentials, no rules, no validation. */
import { BSON, type Document, type MongoClient } from 'mongodb';
import { arrayToJson, documentToJson, lastDocument, parseExtendedJson } from '../../../src/bson/index.ts';
import { readCursorReply } from '../../../src/mongo/cursor-reply.ts';
import { collectionOf, serveActions } from './bare.ts';

const mode = { mode: 'json' } as const;
const [before, behind] = [Buffer.from('{"documents":['), Buffer.from(']}')];
const [one, end] = [Buffer.from('{"document":'), Buffer.from('}')];
const parse = (body: string): Readonly<Record<string, unknown>> => parseExtendedJson(body) as Document;

await serveActions({
  async findOne(client, text) {
    const { filter, ...place } = parse(text);
    const batch = await read(client, place, { find: place['collection'], filter, limit: 1, singleBatch: true });
    return Buffer.concat([one, documentToJson(lastDocument(batch) as Uint8Array, mode), end]);
  },
  async find(client, text) {
    const { filter, limit, ...place } = parse(text);
    const command = { find: place['collection'], filter, limit, singleBatch: true, batchSize: limit };
    return Buffer.concat([before, ...arrayToJson(await read(client, place, command), mode), behind]);
  },
  async insertOne(client, text) {
    const body = parse(text);
    const { insertedId } = await collectionOf(client, body).insertOne(body['document'] as Document);
    return documentToJson(BSON.serialize({ insertedId }), mode);
  },
  async aggregate(client, text) {
    const { pipeline, ...place } = parse(text);
    const command = { aggregate: place['collection'], pipeline, cursor: {} };
    return Buffer.concat([before, ...arrayToJson(await read(client, place, command), mode), behind]);
  },
});

async function read(
  client: MongoClient,
  { database }: Readonly<Record<string, unknown>>,
  command: Document,
): Promise<Buffer> {
  const reply = await client.db(String(database)).command(command, { raw: true });
  return readCursorReply(reply['cursor'] as Buffer).batch;
}
