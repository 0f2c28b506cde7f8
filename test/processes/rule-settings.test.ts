/** What the operator decides where MongoDB's documentation leaves a choice: one app, served by two services that differ in that. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { dataApi, deployApp, folder, freshDatabase, freshUser, openRole } from '../_harness/data-api.ts';
import { docdb } from '../_harness/mounts.ts';
import { runService, type RunningService } from './running-service.ts';

const database = freshDatabase();
const role = { ...openRole, document_filters: undefined };
const shown = { read: true, write: true };
const byField = { ...role, read: undefined, write: undefined, fields: { _id: shown, text: shown, owner: shown } };
let scratch: string;
let direct: MongoClient;
let generous: RunningService;
let app: Awaited<ReturnType<typeof deployApp>>;
let token: string;
let id: string;

beforeAll(async () => {
  direct = new MongoClient(inject('mongodbUri'));
  scratch = await mkdtemp(join(tmpdir(), 'docgate-rules-'));
  const env = { MONGODB_URI: inject('mongodbUri'), DOCGATE_MASTER_KEY: 'k'.repeat(40) };
  const settings = ['--user-operators', 'regex', '--write-conditions', 'after', '--replacements', 'changed'];
  const config = join(scratch, 'docgate.json');
  await writeFile(config, JSON.stringify({ docdb, dataSources: [{ name: 'gone', uri: 'mongodb://127.0.0.1:1' }] }));
  generous = await runService(['--config', config, '--data-dir', scratch, '--workers', '1', ...settings], env);
  app = await deployApp(
    folder(database, {
      open: { rules: { roles: [role] } },
      owned: { rules: { roles: [{ ...role, write: { owner: '%%user.id' } }] } },
      partly: { rules: { roles: [byField] } },
    }),
  );
  ({ token, id } = await freshUser(app));
});
afterAll(async () => {
  await direct.close();
  generous.signal('SIGTERM');
  await generous.ended;
  await rm(scratch, { recursive: true });
});

async function toGenerous(collection: string, action: string, body: object): Promise<[number, unknown]> {
  const place = { dataSource: 'mongodb-atlas', database, collection };
  const response = await fetch(new URL(`/app/${app.appId}/endpoint/data/v1/action/${action}`, generous.url), {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify({ ...place, ...body }),
  });
  return [response.status, await response.json()];
}

test.each([
  ['open', 'find', { filter: { text: { $regex: '^a' } } }, { documents: [{ _id: 1, text: 'abc', owner: 'nobody' }] }],
  ['owned', 'updateOne', { filter: { _id: 1 }, update: { $set: { owner: '$me' } } }, { matchedCount: 1 }],
  ['partly', 'replaceOne', { filter: { _id: 1 }, replacement: { text: 'xyz', owner: 'nobody' } }, { matchedCount: 1 }],
])('%s: %s', async (collection, action, body, expected) => {
  const place = direct.db(database).collection<{ _id: number; text: string; owner: string }>(collection);
  await place.insertOne({ _id: 1, text: 'abc', owner: 'nobody' });
  const sent = JSON.parse(JSON.stringify(body).replace('$me', id)) as object;
  const strict = await dataApi(app, database, collection, { token })(action, sent);
  expect([strict.status, strict.json.error]).toEqual([expect.any(Number), expect.any(String)]);
  expect(await toGenerous(collection, action, sent)).toEqual([200, expect.objectContaining(expected)]);
});
