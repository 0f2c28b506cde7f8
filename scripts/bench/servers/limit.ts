/** The least that Node can do: one raw command a request, its bytes transcoded; no validation, no credentials, no paging. */
import { BSON, type Db, type Document } from 'mongodb';
import { arrayToJson, documentToJson, lastDocument, parseExtendedJson } from '../../../src/bson/index.ts';
import { readCursorReply } from '../../../src/mongo/cursor-reply.ts';
import { serve } from './bare.ts';

const mode = { mode: 'json' } as const;
const [open, close] = [Buffer.from('['), Buffer.from(']')];

await serve((db) => ({
  async readOne(collection, _id) {
    const batch = await findRaw(db, { find: collection, filter: { _id }, limit: 1, singleBatch: true });
    const document = lastDocument(batch);
    return document && documentToJson(document, mode);
  },
  async find(collection, filter, limit) {
    const batch = await findRaw(db, { find: collection, filter, limit, singleBatch: true, batchSize: limit });
    return Buffer.concat([open, ...arrayToJson(batch, mode), close]);
  },
  async insertOne(collection, text) {
    const document = parseExtendedJson(text) as Document;
    await db.collection(collection).insertOne(document);
    return documentToJson(BSON.serialize(document), mode);
  },
}));

async function findRaw(db: Db, command: Document): Promise<Buffer> {
  const reply = await db.command(command, { raw: true });
  return readCursorReply(reply['cursor'] as Buffer).batch;
}
