/** What one would write in an hour: the driver's own methods and `EJSON.stringify`. */
import { BSON, type Document } from 'mongodb';
import { serve } from './bare.ts';

const { EJSON } = BSON;

await serve((db) => ({
  async readOne(collection, _id) {
    const document = await db.collection(collection).findOne({ _id });
    return document === null ? undefined : EJSON.stringify(document);
  },
  async find(collection, filter, limit) {
    return EJSON.stringify(await db.collection(collection).find(filter).limit(limit).toArray());
  },
  async insertOne(collection, text) {
    const document = EJSON.parse(text) as Document;
    await db.collection(collection).insertOne(document);
    return EJSON.stringify(document);
  },
}));
