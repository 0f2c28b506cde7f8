import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDataSources, type DataSources } from '../../src/mongo/index.ts';
import { type LoopbackMongod, makeLoopbackMongod } from '../mongo/loopback-mongod.ts';
import { outcome, testCollection } from './collection.ts';
import { owner, perDocument } from './rules.ts';

const { as } = testCollection();
let mongod: LoopbackMongod;
let sources: DataSources;

beforeAll(async () => {
  mongod = await makeLoopbackMongod();
  await mongod.start();
  sources = createDataSources([{ name: 'alone', uri: mongod.uri }]);
});
afterAll(async () => {
  await sources.close();
  await mongod[Symbol.asyncDispose]();
});

test('a server without transactions writes what a query decides, and nothing that is to be looked at', async () => {
  const source = sources.get('alone');
  const of = as('a', { rules: owner, source });
  await of.insertMany([{ owner: 'a' }, { owner: 'a' }]);
  expect(await of.updateMany({}, { $set: { n: 1 } })).toEqual({ matchedCount: 2, modifiedCount: 2 });
  const looking = as('a', { rules: perDocument, source });
  expect(await outcome(looking.updateMany({}, { $set: { n: 2 } }))).toBe('NOT_SUPPORTED_BY_DATA_SOURCE');
  expect(await of.countDocuments({ n: 1 })).toBe(2);
  expect(await of.deleteMany({})).toEqual({ deletedCount: 2 });
});
