// Every method of npm's mongodb-data-api, with a server API key.
import { createMongoDBDataAPI, MongoDBDataAPI } from 'mongodb-data-api';
import { checks, refused, setting } from './check.mjs';

const check = checks('mongodb-data-api');
const urlEndpoint = `${setting('DOCGATE_URL')}/app/${setting('APP_ID')}/endpoint/data/v1`;
const api = createMongoDBDataAPI({ apiKey: setting('SERVER_KEY'), urlEndpoint });
const place = { dataSource: 'mongodb-atlas', database: 'shop', collection: 'things' };
const things = api.$cluster(place.dataSource).$database(place.database).$collection(place.collection);

check('insertOne', await things.insertOne({ document: { _id: 'a', n: 1 } }), { insertedId: 'a' });
const { insertedId } = await things.insertOne({ document: { n: 0 } });
check('an ObjectId is its hex digits in JSON', /^[0-9a-f]{24}$/.test(insertedId), true);
const byId = { filter: { _id: { $oid: insertedId } } };
check('an ObjectId is found by its Extended JSON', await things.findOne(byId), {
  document: { _id: insertedId, n: 0 },
});
check('deleteOne', await things.deleteOne(byId), { deletedCount: 1 });
const documents = [
  { _id: 'b', n: 2 },
  { _id: 'c', n: 3 },
];
check('insertMany', await api.insertMany({ ...place, documents }), { insertedIds: ['b', 'c'] });
check('findOne with a projection', await things.findOne({ filter: { n: 2 }, projection: { n: 1, _id: 0 } }), {
  document: { n: 2 },
});
check('findOne of nothing', await api.findOne({ ...place, filter: { n: 9 } }), { document: null });
check('find with sort, skip and limit', await things.find({ filter: {}, sort: { n: -1 }, skip: 1, limit: 1 }), {
  documents: [{ _id: 'b', n: 2 }],
});
check('updateOne', await things.updateOne({ filter: { _id: 'a' }, update: { $set: { text: 'x' } } }), {
  matchedCount: 1,
  modifiedCount: 1,
});
check('updateMany', await things.updateMany({ filter: { n: { $gt: 1 } }, update: { $inc: { n: 10 } } }), {
  matchedCount: 2,
  modifiedCount: 2,
});
const upsert = { filter: { _id: 'd' }, update: { $set: { n: 4 } }, upsert: true };
check('updateOne with upsert', await things.updateOne(upsert), { matchedCount: 0, modifiedCount: 0, upsertedId: 'd' });
check('replaceOne', await things.replaceOne({ filter: { _id: 'a' }, replacement: { n: 5 } }), {
  matchedCount: 1,
  modifiedCount: 1,
});
const pipeline = [{ $match: { n: { $gt: 4 } } }, { $group: { _id: null, sum: { $sum: '$n' } } }];
check('aggregate', await things.aggregate({ pipeline }), { documents: [{ _id: null, sum: 30 }] });
check('$$action reaches what the package does not know', await things.$$action('countDocuments', { filter: {} }), {
  count: 4,
});
check('deleteMany', await api.deleteMany({ ...place, filter: {} }), { deletedCount: 4 });

const single = new MongoDBDataAPI({ apiKey: setting('SERVER_KEY'), urlEndpoint }, place);
check('the class with a collection of its own', await single.find({ filter: {} }), { documents: [] });

const other = createMongoDBDataAPI({ apiKey: 'wrong', urlEndpoint });
const error = await refused('mongodb-data-api', 'a wrong key', other.findOne({ ...place, filter: {} }));
check('a wrong key is refused with 401', error.status, 401);
