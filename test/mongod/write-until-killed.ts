/**
 * A service that is killed: starts the embedded MongoDB on the directory given, inserts one document after another, and
 * prints the number of each once it is acknowledged.
 */
import { MongoClient } from 'mongodb';
import { startTestMongod } from '../_harness/mongod.ts';

const mongod = await startTestMongod(process.argv[2] as string);
const client = await new MongoClient(mongod.uri).connect();
process.stdout.write(`pid ${mongod.pid}\n`);
for (let n = 1; ; n++) {
  await client.db('test').collection('orphan').insertOne({ n });
  process.stdout.write(`${n}\n`);
}
