/** The Data API as one would write it in an hour: the driver's own methods, `EJSON.parse` and `EJSON.stringify`. */
import { BSON, type Document } from 'mongodb';
import { collectionOf, serveActions } from './bare.ts';

const { EJSON } = BSON;
const parse = (body: string): Document => EJSON.parse(body) as Document;

await serveActions({
  async findOne(client, text) {
    const body = parse(text);
    return EJSON.stringify({ document: await collectionOf(client, body).findOne(body['filter'] as Document) });
  },
  async find(client, text) {
    const body = parse(text);
    const cursor = collectionOf(client, body).find(body['filter'] as Document);
    return EJSON.stringify({ documents: await cursor.limit(Number(body['limit'])).toArray() });
  },
  async insertOne(client, text) {
    const body = parse(text);
    const { insertedId } = await collectionOf(client, body).insertOne(body['document'] as Document);
    return EJSON.stringify({ insertedId });
  },
  async aggregate(client, text) {
    const body = parse(text);
    const cursor = collectionOf(client, body).aggregate(body['pipeline'] as Document[]);
    return EJSON.stringify({ documents: await cursor.toArray() });
  },
});
