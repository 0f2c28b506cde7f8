/** The committed contract: it breaks no rule, and what is generated is what it says now. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import contract from '../generated/openapi.json' with { type: 'json' };
import manifest from '../package.json' with { type: 'json' };
import { operations } from '../generated/operations.gen.ts';
import { differentFiles, staleFiles } from '../scripts/generate.ts';
import { ownViolations } from '../scripts/lint-contract.ts';

test('breaks none of our rules', async () => {
  expect(await ownViolations()).toEqual([]);
});

test('generated/ is fresh; generating is repeatable', async () => {
  expect(await staleFiles()).toEqual([]);
});

test('a stale, a missing and a left over file are named', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'docgate-stale-'));
  const write = async (path: string, text: string) => {
    await mkdir(join(folder, path, '..'), { recursive: true });
    await writeFile(join(folder, path), text);
  };
  await write('fresh/same.ts', 'same');
  await write('fresh/sdk/stale.ts', 'new');
  await write('fresh/missing.ts', 'new');
  await write('committed/same.ts', 'same');
  await write('committed/sdk/stale.ts', 'old');
  await write('committed/leftover.ts', 'old');
  const found = await differentFiles(join(folder, 'fresh'), join(folder, 'committed'));
  await rm(folder, { recursive: true });
  expect(found).toEqual(['leftover.ts', 'missing.ts', 'sdk/stale.ts']);
});

test('the table has every operation of the contract, under its own operationId', () => {
  const inContract = Object.entries(contract.paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method} ${path}`),
  );
  const rows = Object.entries(operations);
  expect(rows.map(([, { method, path }]) => `${method} ${path}`).toSorted()).toEqual(inContract.toSorted());
  for (const [id, { operationId }] of rows) expect(operationId).toBe(id);
});

test('the table carries plane, policy, media types and redirects', () => {
  expect(operations.getDocument).toMatchObject({
    plane: 'docdb',
    policy: 'mount',
    security: [{ docdbBasic: [] }],
    body: null,
    responses: { 200: ['application/json', 'application/ejson'], 304: [] },
  });
  expect(operations.insertDocuments.body).toEqual({
    mediaTypes: ['application/json', 'application/ejson'],
    required: true,
    readOnly: [],
    neverNull: [],
    fieldRoles: {},
    errorCodes: {},
  });
  expect(operations.createMount.body.fieldRoles).toEqual({
    overrides: ['GLOBAL_OWNER'],
    serviceDataSource: ['GLOBAL_OWNER'],
  });
  expect(operations.getHealth).toMatchObject({ plane: 'system', policy: 'public', security: [] });
});

test('the contract has the version of the package', () => {
  expect(contract.info.version).toBe(manifest.version);
});

test('unions come after their variants', () => {
  const names = Object.keys(contract.components.schemas);
  for (const [union, variant] of [
    ['InsertResult', 'InsertedIds'],
    ['Update', 'UpdatePipeline'],
  ] as const) {
    expect(names.indexOf(union)).toBeGreaterThan(names.indexOf(variant));
  }
});
