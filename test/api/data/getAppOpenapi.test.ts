/** An app's own contract as it is served, and that what is served keeps it. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { api, type Json } from '../../_harness/admin.ts';
import { call, deployApp, redeploy, untilServed, type TestApp } from '../../_harness/apps.ts';
import { exampleFiles } from '../../_harness/example.ts';

let app: TestApp;
let contract: Json;

const contractOf = async ({ appId }: TestApp) => call('GET', `/app/${appId}/openapi.json`);

beforeAll(async () => {
  app = await deployApp(exampleFiles());
  contract = (await contractOf(app)).json;
});

it('names the app, its version and where it is served', async () => {
  expect(contract).toMatchObject({
    openapi: '3.1.0',
    info: { title: 'todo', version: '1' },
    servers: [{ url: `${inject('serviceUrl')}/app/${app.appId}/endpoint/data/v1` }],
  });
});

it('is valid OpenAPI', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'docgate-contract-'));
  await writeFile(join(folder, 'contract.json'), JSON.stringify(contract));
  await writeFile(join(folder, 'redocly.yaml'), 'extends: [minimal]\n');
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  const args = ['lint', join(folder, 'contract.json'), '--config', join(folder, 'redocly.yaml'), '--format', 'json'];
  const { stdout } = await promisify(execFile)('node_modules/.bin/redocly', args, { env });
  await rm(folder, { recursive: true });
  expect(JSON.parse(stdout)).toMatchObject({ totals: { errors: 0, warnings: 0 } });
});

it('is that of the version that is served', async () => {
  const changing = await deployApp(exampleFiles());
  const off = { 'https_endpoints/gen_endpoints_config.json': { disabled: true } };
  await redeploy(changing, { ...exampleFiles(), ...off });
  await untilServed(changing);
  await expect.poll(async () => (await contractOf(changing)).json).toMatchObject({ info: { version: '2' }, paths: {} });
});

it('is not there for apps that are not, nor for origins and addresses that the app does not let in', async () => {
  expect(await call('GET', '/app/no-such-app/openapi.json')).toMatchObject({ status: 404 });
  const root = JSON.stringify({ name: 'todo', allowed_request_origins: ['https://todo.example.com'] });
  const closed = await deployApp({ ...exampleFiles(), 'root_config.json': root });
  const from = (origin: string) => call('GET', `/app/${closed.appId}/openapi.json`, { headers: { origin } });
  expect(await from('https://todo.example.com')).toMatchObject({ status: 200 });
  expect(await from('https://elsewhere.example.com')).toMatchObject({ status: 403 });
});

it('is linked from the app in the admin API', async () => {
  const { json } = await api('GET', app.path);
  expect(json.links).toContainEqual({
    rel: 'service-desc',
    href: `${inject('serviceUrl')}/app/${app.appId}/openapi.json`,
  });
  expect(json.links).toContainEqual({ rel: 'service-doc', href: `${inject('serviceUrl')}/docs/apps/${app.appId}` });
});

describe('what is served keeps it', () => {
  const tasks = { dataSource: 'mongodb-atlas', database: 'todo', collection: 'tasks' };
  let key: string;
  let ajv: Ajv2020;

  beforeAll(async () => {
    key = (await api('POST', `${app.path}/apiKeys`, { body: { name: 'test' } })).json.value;
    ajv = new Ajv2020({ strict: false });
    addFormats.default(ajv);
    ajv.addSchema({ ...contract, $id: 'app' });
  });

  /** Calls an action whose body and answer the contract must allow. */
  async function act(action: string, given: object): Promise<Json> {
    const body = { ...tasks, ...given };
    const { requestBody, responses } = contract.paths[`/action/${action}`].post;
    const answer = await call('POST', `/app/${app.appId}/endpoint/data/v1/action/${action}`, {
      body,
      headers: { apiKey: key },
    });
    expect(problems(requestBody, body)).toEqual([]);
    expect(problems(responses[String(answer.status)], answer.json)).toEqual([]);
    return answer.json;
  }

  function problems({ content }: Json, value: unknown): unknown {
    const { $ref } = content['application/json'].schema;
    const validate = ajv.getSchema(`app${$ref}`);
    if (validate === undefined) return [`no schema ${$ref}`];
    return validate(value) === true ? [] : validate.errors;
  }

  it('documents go in and come out as it says', async () => {
    const due = { $date: '2026-11-22T12:00:00Z' };
    const { insertedId } = await act('insertOne', { document: { text: 'One', status: 'open', due, priority: 2 } });
    await act('insertMany', { documents: [{ text: 'Two', status: 'complete', shared: true }] });
    const filter = { _id: { $oid: insertedId } };
    expect(await act('findOne', { filter })).toEqual({
      document: { _id: insertedId, text: 'One', status: 'open', due: '2026-11-22T12:00:00Z', priority: 2 },
    });
    expect((await act('find', { filter, projection: { text: 1 } })).documents).toEqual([
      { _id: insertedId, text: 'One' },
    ]);
    await act('updateOne', { filter, update: { $set: { status: 'complete' } } });
    await act('findOneAndUpdate', { filter, update: { $set: { text: 'Changed' } }, returnNewDocument: true });
    await act('aggregate', { pipeline: [{ $group: { _id: '$status', tasks: { $sum: 1 } } }] });
    await act('bulkWrite', { operations: [{ insertOne: { document: { text: 'Three', status: 'open' } } }] });
    await act('distinct', { field: 'status' });
    expect(await act('findOne', { filter: { text: 'nothing' } })).toEqual({ document: null });
    await act('deleteMany', { filter: {} });
  });

  it('what it does not allow is refused by the schema as well', async () => {
    for (const document of [
      { text: 'No status' },
      { text: 'x', status: 'late' },
      { text: 'x', status: 'open', due: '2026-11-22T12:00:00Z' },
    ]) {
      const body = { ...tasks, document };
      expect(problems(contract.paths['/action/insertOne'].post.requestBody, body)).not.toEqual([]);
      const answer = await call('POST', `/app/${app.appId}/endpoint/data/v1/action/insertOne`, {
        body,
        headers: { apiKey: key },
      });
      expect(answer).toMatchObject({ status: 400, json: { error_code: 'SchemaValidationFailedWrite' } });
    }
  });
});
