import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { clientOptions, makeClient } from '../../../src/mongo/client-options.ts';
import { readConnectionString } from '../../../src/mongo/connection-string.ts';
import { createDataSources } from '../../../src/mongo/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'docgate-connection-string-'));
afterAll(() => rmSync(folder, { recursive: true }));

const environment: Record<string, string> = { ORDERS: ' mongodb://db.example/ ', EMPTY: '', WRONG: 'postgres://db' };
const read = (uri: string) => readConnectionString({ name: 'orders', uri }, (name) => environment[name]);

it('takes a literal, a variable or the content of a file', () => {
  const file = join(folder, 'uri');
  writeFileSync(file, 'mongodb+srv://db.example/\n');
  expect(read('mongodb://literal.example/')).toBe('mongodb://literal.example/');
  expect(read('env:ORDERS')).toBe('mongodb://db.example/');
  expect(read(`file:${file}`)).toBe('mongodb+srv://db.example/');
});

it.each([
  ['env:ABSENT', /"orders": the environment variable ABSENT is not set\. Set it to a connection string/],
  ['env:EMPTY', /the environment variable EMPTY is not set/],
  ['env:WRONG', /the environment variable WRONG holds no connection string\. It starts with mongodb:\/\//],
  ['file:/nowhere/uri', /"orders": the file \/nowhere\/uri cannot be read \(ENOENT\)\. Put the connection string/],
  [`file:${folder}`, /cannot be read \(EISDIR\)/],
  ['nonsense', /its uri holds no connection string/],
])('names data source, place and mend for %s', (uri, message) => {
  expect(() => read(uri)).toThrow(message);
});

it('refuses what the driver refuses, without showing the credentials', () => {
  const make = (uri: string) => () => makeClient({ name: 'orders', uri }, uri);
  expect(make('mongodb://us er:p@ss@db.example/')).toThrow(/"orders": its uri is refused by the MongoDB driver/);
  expect(make('mongodb://us er:p@ss@db.example/')).not.toThrow(/us er|p@ss/);
  expect(make('mongodb://u%:p@db.example/')).toThrow(/its uri is refused .*\(URI malformed\)/);
  expect(make('mongodb://o:p@db.example/?nonsense=1')).toThrow(/option nonsense is not supported/);
  expect(make('mongodb://db.example/?nonsense=1')).toThrow(/nonsense/);
  expect(make('mongodb://db.example/?w=0')).toThrow(/writes would not be acknowledged/);
});

it('checks the CA file at once', () => {
  const uri = 'mongodb://db.example/';
  expect(() => makeClient({ name: 'orders', uri, caFile: '/nowhere/ca.pem' }, uri)).toThrow(
    /"orders": the CA file \/nowhere\/ca.pem cannot be read/,
  );
});

it('lets the configuration beat the connection string, and that our defaults', () => {
  const uri = 'mongodb://db.example/?maxpoolsize=3&serverSelectionTimeoutMS=300';
  expect(clientOptions({ name: 'orders', uri }, uri)).toEqual({ appName: 'docgate', waitQueueTimeoutMS: 5000 });
  expect(
    clientOptions({ name: 'orders', uri, maxPoolSize: 4, retryWrites: false, caFile: 'ca.pem' }, uri),
  ).toMatchObject({
    maxPoolSize: 4,
    retryWrites: false,
    tls: true,
    tlsCAFile: 'ca.pem',
  });
  expect(clientOptions({ name: 'orders', uri }, 'mongodb://db.example/')).toMatchObject({ maxPoolSize: 10 });
});

it('writes to Amazon DocumentDB without retries, for it refuses them', () => {
  const uri = 'mongodb://u:p@c.cluster-x.eu-west-1.docdb.amazonaws.com:27017/?tls=true&replicaSet=rs0';
  expect(clientOptions({ name: 'orders', uri }, uri)).toMatchObject({ retryWrites: false });
});

it('knows its data sources by name', async () => {
  const sources = createDataSources(
    [
      { name: 'one', uri: 'mongodb://127.0.0.1:1/' },
      { name: 'two', uri: 'env:ORDERS' },
    ],
    {
      readEnv: (name) => environment[name],
    },
  );
  expect(sources.names()).toEqual(['one', 'two']);
  expect(sources.get('two').name).toBe('two');
  expect(() => sources.get('three')).toThrow(expect.objectContaining({ code: 'UNEXPECTED_ERROR' }));
  await sources.close();
  const twice = [
    { name: 'one', uri: 'mongodb://a/' },
    { name: 'one', uri: 'mongodb://b/' },
  ];
  expect(() => createDataSources(twice)).toThrow(/Two data sources have the name "one"/);
});
