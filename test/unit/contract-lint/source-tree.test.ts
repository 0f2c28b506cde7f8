import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lintSourceTree } from '../../../scripts/contract-rules/index.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docgate-lint-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function lint(files: Record<string, string>) {
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  }
  return (await lintSourceTree(folder)).map(({ path, message }) => `${path}: ${message}`);
}

const root = 'paths:\n  /things:\n    get:\n      $ref: ./docdb/listThings.yaml\n';
const listThings = 'operationId: listThings\n';

test('one operation a file, named by its operationId, reached from openapi.yaml', async () => {
  const parts = { 'docdb/schemas/Thing.yaml': 'type: string\n', 'shared/parameters/pretty.yaml': 'name: pretty\n' };
  expect(await lint({ 'openapi.yaml': root, 'docdb/listThings.yaml': listThings, ...parts })).toEqual([]);
});

test('a file that is named otherwise', async () => {
  const found = await lint({ 'openapi.yaml': root, 'docdb/listThings.yaml': 'operationId: getThings\n' });
  expect(found).toEqual(['docdb/listThings.yaml: must be named after its operationId "getThings"']);
});

test('a file that no path refers to', async () => {
  const orphan = { 'system/deep/getThing.yaml': 'operationId: getThing\n' };
  const found = await lint({ 'openapi.yaml': root, 'docdb/listThings.yaml': listThings, ...orphan });
  expect(found).toEqual(['system/deep/getThing.yaml: no path in openapi.yaml refers to it']);
});

test('an operation that is written in openapi.yaml', async () => {
  const inline = `${root}    put:\n      operationId: replaceThings\n`;
  const found = await lint({ 'openapi.yaml': inline, 'docdb/listThings.yaml': listThings });
  expect(found).toEqual(['put /things: must be nothing but a $ref to the operation’s own file']);
});
