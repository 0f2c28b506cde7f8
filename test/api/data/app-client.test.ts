/** A TypeScript client made of an app's own contract: generated, compiled strictly against the app's types, and on tour. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createClient } from '@hey-api/openapi-ts';
import ts from 'typescript';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { api, type Json } from '../../_harness/admin.ts';
import { deployApp, type TestApp } from '../../_harness/apps.ts';
import { exampleFiles } from '../../_harness/example.ts';

/** Inside the project, for its packages. */
const folder = resolve('coverage', `app-client-${process.pid}`);
let app: TestApp;

const tour = `
import { find, insertOne, updateOne } from './sdk/index.ts';
import { createClient } from './sdk/client/index.ts';
import type { NewTask } from './sdk/index.ts';

const tasks = { dataSource: 'mongodb-atlas', database: 'todo', collection: 'tasks' } as const;

export async function tour(baseUrl: string, apiKey: string): Promise<unknown[]> {
  const client = createClient({ baseUrl, headers: { apiKey } });
  const document: NewTask = { text: 'Typed', status: 'open', due: { $date: '2026-11-22T12:00:00Z' } };
  const inserted = await insertOne({ client, body: { ...tasks, document } });
  await updateOne({ client, body: { ...tasks, filter: { text: 'Typed' }, update: { $set: { priority: 3 } } } });
  const found = await find({ client, body: { ...tasks, filter: { text: 'Typed' } } });
  const [task] = found.data?.documents ?? [];
  const text: string | undefined = task?.text;
  const priority: number | undefined = task?.priority;
  return [inserted.response?.status, text, priority, task?.due];
}

// @ts-expect-error -- a task needs a status
export const withoutStatus: NewTask = { text: 'x' };
// @ts-expect-error -- there is no such status
export const late: NewTask = { text: 'x', status: 'late' };
// @ts-expect-error -- a date is sent as Extended JSON
export const plainDate: NewTask = { text: 'x', status: 'open', due: '2026-11-22' };
// @ts-expect-error -- tasks have no such field
export const more: NewTask = { text: 'x', status: 'open', color: 'red' };
// @ts-expect-error -- the app has no such collection
export const elsewhere = () => find({ body: { ...tasks, collection: 'users' } });
`;

beforeAll(async () => {
  app = await deployApp(exampleFiles());
  const contract = await fetch(new URL(`/app/${app.appId}/openapi.json`, inject('serviceUrl')));
  await mkdir(folder, { recursive: true });
  await createClient({
    input: (await contract.json()) as Json,
    output: { path: join(folder, 'sdk'), module: { extension: '.ts' } },
    plugins: ['@hey-api/client-fetch', '@hey-api/typescript', '@hey-api/sdk'],
    logs: { level: 'silent', file: false },
  });
  await writeFile(join(folder, 'tour.ts'), tour);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('compiles strictly; what the schema refuses does not', () => {
  const program = ts.createProgram([join(folder, 'tour.ts')], {
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2024.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    allowImportingTsExtensions: true,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
  });
  const faults = ts
    .getPreEmitDiagnostics(program)
    .map(({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
  expect(faults).toEqual([]);
});

it('calls the app', async () => {
  const { value } = (await api('POST', `${app.path}/apiKeys`, { body: { name: 'client' } })).json;
  const module = (await import(pathToFileURL(join(folder, 'tour.ts')).href)) as {
    tour(baseUrl: string, apiKey: string): Promise<unknown[]>;
  };
  const baseUrl = `${inject('serviceUrl')}/app/${app.appId}/endpoint/data/v1`;
  expect(await module.tour(baseUrl, value)).toEqual([201, 'Typed', 3, '2026-11-22T12:00:00Z']);
});
