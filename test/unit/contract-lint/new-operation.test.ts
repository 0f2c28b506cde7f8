/** `npm run new-operation` in a copy of the tree: its file is right for lint, and tsc then names the missing handler. */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { addOperation } from '../../../scripts/new-operation/add-operation.ts';

/** A compiler and a generator each take a minute on a busy machine. */
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const root = resolve(import.meta.dirname, '../../..');
const parts = ['openapi', 'scripts', 'generated', 'src', 'package.json', 'tsconfig.json', 'redocly.yaml'];
const settings = ['openapi-ts.config.ts', '.oxfmtrc.json'];
let copy: string;

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'docgate-new-operation-'));
  for (const part of [...parts, ...settings]) cpSync(join(root, part), join(copy, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
});
afterAll(() => rmSync(copy, { recursive: true }));

const node = (script: string, ...args: string[]) =>
  spawnSync(process.execPath, [join(copy, 'scripts', script), ...args], { cwd: copy, encoding: 'utf8' });
const oxfmt = (...args: string[]) => execFileSync(join(root, 'node_modules/.bin/oxfmt'), args, { cwd: copy });

const wishes = [
  ['system/getVersion', 'get', '/version'],
  ['docdb/createIndex', 'post', '/docdb/{database}/{collection}/indexes/{indexName}'],
];

test('writes files that lint and the formatter accept, and generates', () => {
  for (const wish of wishes) expect(node('new-operation.ts', ...wish)).toMatchObject({ status: 0, stderr: '' });
  expect(node('lint-contract.ts')).toMatchObject({ status: 0 });
  oxfmt('--check', 'openapi');
  expect(node('generate.ts', '--check')).toMatchObject({ status: 0 });
  const table = readFileSync(join(copy, 'generated/operations.gen.ts'), 'utf8');
  expect(table).toContain("path: '/docdb/{database}/{collection}/indexes/{indexName}'");
});

test('keeps openapi.yaml as it was but for the new lines', () => {
  const before = readFileSync(join(root, 'openapi/openapi.yaml'), 'utf8').split('\n');
  const after = readFileSync(join(copy, 'openapi/openapi.yaml'), 'utf8').split('\n');
  expect(after.slice(0, before.length - 1)).toEqual(before.slice(0, -1));
  expect(after).toHaveLength(before.length + 3 * wishes.length);
});

test('tsc names the missing handlers', () => {
  const tsc = spawnSync(join(root, 'node_modules/.bin/tsc'), ['-p', '.'], { cwd: copy, encoding: 'utf8' });
  expect(tsc.stdout).toContain('getVersion');
  expect(tsc.stdout).toContain('createIndex');
});

test.each([
  ['an unknown plane', ['nowhere/getThing', 'get', '/things'], 'must begin with a plane of openapi/'],
  ['a bad name', ['system/makeThing', 'get', '/things'], 'must be <verb><Resource>'],
  ['a bad method', ['system/getThing', 'fetch', '/things'], 'must be one of get'],
  ['a bad path', ['system/getThing', 'get', 'things'], 'must be a path'],
  ['a taken name', ['system/getHealth', 'get', '/things'], 'exists already'],
  ['a taken path', ['system/getThing', 'get', '/healthz'], 'is in openapi.yaml already'],
])('refuses %s and says what to type', (_, args, message) => {
  const before = readFileSync(join(copy, 'openapi/openapi.yaml'), 'utf8');
  expect(() => addOperation(join(copy, 'openapi'), args)).toThrow(message);
  expect(readFileSync(join(copy, 'openapi/openapi.yaml'), 'utf8')).toBe(before);
});

test('without arguments it shows how it is used', () => {
  const { status, stderr } = node('new-operation.ts');
  expect(status).toBe(2);
  expect(stderr).toContain('As in: npm run new-operation -- system/getVersion get /version');
});
