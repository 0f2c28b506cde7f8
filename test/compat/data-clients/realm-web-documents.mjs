// Collections of realm-web: every method, types of BSON, rules of two users.
import { App, BSON, Credentials } from 'realm-web';
import { checks, refused, setting } from './check.mjs';

const check = checks('realm-web');
const app = new App({ id: setting('APP_ID'), baseUrl: setting('DOCGATE_URL') });

async function newUser(name) {
  const [email, password] = [`${name}@example.com`, `password of ${name}`];
  await app.emailPasswordAuth.registerUser({ email, password });
  return app.logIn(Credentials.emailPassword(email, password));
}

async function checkRefusal(step, request, statusCode, errorCode) {
  const error = await refused('realm-web', step, request);
  check(`${step}: ${statusCode} ${errorCode}`, [error.statusCode, error.errorCode], [statusCode, errorCode]);
}

const [dora, emil] = [await newUser('dora'), await newUser('emil')];
const of = (user, name, service = 'mongodb-atlas') => user.mongoClient(service).db('shop').collection(name);
const things = of(dora, 'things');

check('insertOne', await things.insertOne({ _id: 1, n: 1 }), { insertedId: 1 });
const more = [
  { _id: 2, n: 2 },
  { _id: 3, n: 3, marks: [1, 5] },
];
check('insertMany', await things.insertMany(more), { insertedIds: [2, 3] });
check('find', await things.find({ n: { $lt: 3 } }, { sort: { n: -1 }, limit: 1, projection: { n: 1, _id: 0 } }), [
  { n: 2 },
]);
check('find everything', (await things.find()).length, 3);
check('findOne', await things.findOne({ n: 2 }, { projection: { n: 1 } }), { _id: 2, n: 2 });
check('findOne of the last', (await things.findOne({}, { sort: { n: -1 } }))._id, 3);
check('findOne of nothing', await things.findOne({ n: 9 }), null);
check('count', await things.count({ n: { $gt: 1 } }), 2);
check('count with a limit', await things.count({}, { limit: 1 }), 1);
check(
  'aggregate',
  await things.aggregate([{ $match: { n: { $gt: 1 } } }, { $group: { _id: null, n: { $sum: '$n' } } }]),
  [{ _id: null, n: 5 }],
);
const changed = { matchedCount: 1, modifiedCount: 1 };
check('updateOne', await things.updateOne({ _id: 1 }, { $set: { text: 'x' } }), changed);
check('updateOne with upsert', await things.updateOne({ _id: 4 }, { $set: { n: 4 } }, { upsert: true }), {
  matchedCount: 0,
  modifiedCount: 0,
  upsertedId: 4,
});
const arrayFilters = [{ mark: { $gt: 4 } }];
await things.updateMany({ _id: 3 }, { $set: { 'marks.$[mark]': 6 } }, { arrayFilters });
check('updateMany with arrayFilters', (await things.findOne({ _id: 3 })).marks, [1, 6]);
check('findOneAndUpdate', await things.findOneAndUpdate({ _id: 2 }, { $inc: { n: 10 } }), { _id: 2, n: 2 });
const after = { returnNewDocument: true, projection: { n: 1 } };
check('findOneAndUpdate, after', await things.findOneAndUpdate({ _id: 2 }, { $inc: { n: 10 } }, after), {
  _id: 2,
  n: 22,
});
check('findOneAndReplace', await things.findOneAndReplace({ _id: 2 }, { n: 7 }, after), { _id: 2, n: 7 });
// realm-web's findOneAndDelete asks for a findOneAndReplace by nothing, which empties the document (realm-js issue 6497).
await checkRefusal(
  'findOneAndDelete, as this client means it',
  things.findOneAndDelete({ _id: 2 }),
  400,
  'InvalidParameter',
);
check('… has emptied nothing', await things.findOne({ _id: 2 }), { _id: 2, n: 7 });
const place = { database: 'shop', collection: 'things' };
check('findOneAndDelete by its name', await things.functions.findOneAndDelete({ ...place, filter: { _id: 2 } }), {
  _id: 2,
  n: 7,
});
check('distinct by its name', await things.functions.distinct({ ...place, field: 'n', query: {} }), [1, 3, 4]);
check('deleteOne', await things.deleteOne({ _id: 1 }), { deletedCount: 1 });
check('deleteMany', await things.deleteMany({}), { deletedCount: 2 });

const typed = {
  _id: new BSON.ObjectId(),
  date: new Date('2022-01-12T02:33:23.067Z'),
  long: BSON.Long.fromString('9007199254740993'),
  decimal: BSON.Decimal128.fromString('9823.1297'),
  binary: new BSON.Binary(Buffer.from([0, 1, 2])),
  regex: new BSON.BSONRegExp('^H', 'i'),
  double: 10.5,
  int: 10,
  nothing: null,
};
check('insertOne answers an ObjectId', (await things.insertOne(typed)).insertedId, typed._id);
const { long: _found, ...same } = await things.findOne({
  _id: typed._id,
  date: { $lte: typed.date },
  long: typed.long,
});
const { long: _long, ...given } = typed;
check('types survive', same, given);
const types = { _id: 0, long: { $type: '$long' }, exact: { $toString: '$long' }, int: { $type: '$int' } };
check('a Long stays one, to the last digit', await things.aggregate([{ $project: types }]), [
  { long: 'long', exact: '9007199254740993', int: 'int' },
]);

const [hers, his] = [of(dora, 'notes'), of(emil, 'notes')];
await hers.insertOne({ _id: 'd', owner_id: dora.id, text: 'hers' });
await his.insertOne({ _id: 'e', owner_id: emil.id, text: 'his' });
check('one finds one’s own', await his.find(), [{ _id: 'e', owner_id: emil.id, text: 'his' }]);
check('… counts it', [await hers.count(), await his.count({ _id: 'd' })], [1, 0]);
check('… and groups it', await hers.aggregate([{ $group: { _id: '$text' } }]), [{ _id: 'hers' }]);
check('another’s is not there to change', await his.updateOne({ _id: 'd' }, { $set: { text: 'x' } }), {
  matchedCount: 0,
  modifiedCount: 0,
});
check('… nor to delete', await his.deleteMany({}), { deletedCount: 1 });
check('… and stays', await hers.findOne(), { _id: 'd', owner_id: dora.id, text: 'hers' });
await checkRefusal('what would be another’s', his.insertOne({ owner_id: dora.id }), 403, 'NoMatchingRuleFound');
const given2 = { $set: { owner_id: emil.id } };
await checkRefusal('giving away', hers.updateOne({ _id: 'd' }, given2), 403, 'NoMatchingRuleFound');
await checkRefusal('a collection without rules', of(dora, 'nothing').find(), 403, 'NoMatchingRuleFound');
await checkRefusal('an unknown service', of(dora, 'things', 'elsewhere').find(), 400, 'ServiceNotFound');
await checkRefusal('a key that is taken', hers.insertOne({ _id: 'd', owner_id: dora.id }), 400, 'MongoDBError');
await checkRefusal('an unknown method', things.functions.nonsense({ ...place }), 400, 'ServiceCommandNotFound');
await checkRefusal('a function of the app', dora.functions.greet('you'), 400, 'FunctionInvalid');
