import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { api, freshKey, freshProject } from '../_harness/admin.ts';
import { readFolder } from '../unit/apps/folders.ts';
import { app, corpus, freshId } from './run-app.ts';
import { docgate } from './run-docgate.ts';

// Starting processes takes long where many do at once.
vi.setConfig({ testTimeout: 120_000 });

let scratch: string;
let project: { id: string; orgId: string };

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'docgate-app-'));
  project = await freshProject();
});
afterAll(() => rmSync(scratch, { recursive: true }));

function inProject(): string[] {
  return ['--project', project.id];
}

it('deploys, lists, rolls back, exports; other commands find the app without its project', async () => {
  const id = freshId();
  const first = await app(['deploy', corpus('20210101-shop'), '--app', id, '--comment', 'first', ...inProject()]);
  expect(first).toMatchObject({ status: 0, stderr: '' });
  expect(first.stdout).toContain('– data_sources/Cluster0/shop/carts/rules.json /roles/0/apply_when/%%true/%function');
  expect(first.stdout).toContain(`Missing secrets: body-key\n    → docgate app secret set ${id} body-key -`);
  expect(first.stdout).toContain(`${id}: version 1 is served.`);
  expect((await app(['deploy', corpus('smallest'), '--app', id])).stdout).toBe(`${id}: version 2 is served.\n`);
  const versions = await app(['versions', id]);
  expect(versions.stdout).toMatch(/^\* {4}2 .* smallest\n {5}1 .* first\n$/);
  expect((await app(['rollback', id, '1'])).stdout).toBe(`${id}: version 1 is served.\n`);
  const out = join(scratch, 'out', 'shop');
  expect((await app(['export', id, out])).status).toBe(0);
  const files = readFolder('20210101-shop');
  files.delete('functions/node_modules/left-pad/index.js');
  for (const [path, text] of files) expect(readFileSync(join(out, path), 'utf8')).toBe(text);
  expect((await app(['export', id, join(scratch, 'two'), '--app-version', '2', '--json'])).stdout).toContain(
    '"version": 2',
  );
  expect(readdirSync(join(scratch, 'two'))).toEqual(['root_config.json']);
  const full = await app(['export', id, out]);
  expect([full.status, full.stderr]).toEqual([1, expect.stringContaining('is not empty')]);
});

it('takes the id that the folder was exported with; a dry run stores nothing', async () => {
  const dry = await app(['deploy', corpus('20230101-tasks'), '--dry-run', ...inProject()]);
  expect([dry.status, dry.stdout.trim().split('\n').at(-1)]).toEqual([0, 'tasks-abcde can be deployed.']);
  expect((await api('GET', `/groups/${project.id}/apps/tasks-abcde`)).status).toBe(404);
});

it('tells all that is wrong, exit 1', async () => {
  const refused = await app(['deploy', corpus('broken-everything'), '--app', freshId(), ...inProject()]);
  expect(refused.status).toBe(1);
  expect(refused.stdout).toContain(
    '✗ functions/config.json /2\n    The source functions/missing.js is missing.\n    → Add the file, or remove the entry.',
  );
  const json = await app(['deploy', corpus('broken-json'), '--app', freshId(), '--json', ...inProject()]);
  expect([json.status, JSON.parse(json.stdout).errorCode]).toEqual([1, 'APP_HAS_ERRORS']);
});

it('tells it without --app as well: under the folder’s own id, or before anything is sent when it names none', async () => {
  const folder = join(scratch, 'faulty');
  const id = freshId();
  mkdirSync(folder);
  writeFileSync(join(folder, 'root_config.json'), `{"app_id": "${id}", "name": 1}`);
  const named = await app(['deploy', folder, ...inProject()]);
  expect(named).toMatchObject({ status: 1, stderr: '' });
  expect(named.stdout).toContain('✗ root_config.json /name\n    Expected text, found a number.');
  expect(named.stdout).toContain('The app has 1 errors: nothing was stored.');
  const unnamed = await app(['deploy', corpus('not-an-app'), ...inProject()]);
  expect(unnamed).toMatchObject({ status: 1, stderr: '' });
  expect(unnamed.stdout).toContain('✗ the folder\n    This is no exported app');
  const json = await app(['deploy', corpus('not-an-app'), '--json', ...inProject()]);
  expect([json.status, JSON.parse(json.stdout).report.findings[0].severity]).toEqual([1, 'error']);
});

it('names folders that it does not send in the report', async () => {
  const folder = join(scratch, 'hosted');
  for (const inner of ['hosting/files', 'functions/node_modules/x', '.git'])
    mkdirSync(join(folder, inner), { recursive: true });
  writeFileSync(join(folder, 'root_config.json'), '{"name": "hosted"}');
  writeFileSync(join(folder, 'hosting/files/index.html'), '<p>');
  const deployed = await app(['deploy', folder, '--app', freshId(), ...inProject()]);
  expect(deployed.stdout).toContain('Not served by docgate: functions/node_modules, hosting\n');
  const json = await app(['deploy', folder, '--app', freshId(), '--json', ...inProject()]);
  expect(JSON.parse(json.stdout).report.ignored).toEqual(['functions/node_modules', 'hosting']);
});

it('deploys schema_validation.json, exports it as it was, and tells what is wrong in it', async () => {
  const [folder, out, id] = [join(scratch, 'validated'), join(scratch, 'validated-again'), freshId()];
  const [file, text] = ['schema_validation.json', '{ "null_types": true, "read_validation_level": "STRICT" }\n'];
  mkdirSync(folder);
  writeFileSync(join(folder, 'root_config.json'), '{"name": "validated"}');
  writeFileSync(join(folder, file), text);
  const deployed = await app(['deploy', folder, '--app', id, ...inProject()]);
  expect(deployed).toEqual({ status: 0, stdout: `${id}: version 1 is served.\n`, stderr: '' });
  expect((await app(['export', id, out])).status).toBe(0);
  expect(readFileSync(join(out, file), 'utf8')).toBe(text);
  writeFileSync(join(folder, file), '{"read_validation_level": "STRIKT"}');
  const refused = await app(['deploy', folder, '--app', id]);
  expect(refused.status).toBe(1);
  expect(refused.stdout).toContain(
    '✗ schema_validation.json /read_validation_level\n    Expected one of OFF, STRICT.\n    → Write "STRICT", in double quotes.',
  );
});

it('sets, names and deletes secrets, and never shows one', async () => {
  const id = freshId();
  await app(['deploy', corpus('smallest'), '--app', id, ...inProject()]);
  const set = await app(['secret', 'set', id, 'body-key', 'Tr0ub4dor']);
  expect(set).toEqual({ status: 0, stdout: `${id}: the secret body-key is stored.\n`, stderr: '' });
  expect((await app(['secret', 'list', id])).stdout).toBe('body-key\n');
  expect((await app(['secret', 'list', id, '--json'])).stdout).not.toContain('Tr0ub4dor');
  expect((await app(['secret', 'delete', id, 'body-key'])).status).toBe(0);
  expect((await app(['secret', 'delete', id, 'body-key'])).stderr).toContain('has no secret body-key');
});

it('sends no packages, nothing from outside the folder, and says what it leaves out', async () => {
  const folder = join(scratch, 'linked');
  mkdirSync(join(folder, 'functions/node_modules/x'), { recursive: true });
  writeFileSync(join(scratch, 'outside.json'), '{"secret": true}');
  writeFileSync(join(folder, 'root_config.json'), '{"name": "linked"}');
  writeFileSync(join(folder, 'logo.png'), Buffer.from([0x89, 0x50, 0xff, 0xfe]));
  writeFileSync(join(folder, 'functions/node_modules/x/index.js'), '');
  writeFileSync(join(folder, 'functions/real.js'), 'exports = () => 1;');
  symlinkSync(join(scratch, 'outside.json'), join(folder, 'outside.json'));
  symlinkSync(folder, join(folder, 'circle'));
  symlinkSync(join(folder, 'functions/real.js'), join(folder, 'functions/same.js'));
  const id = freshId();
  const { status, stderr } = await app(['deploy', folder, '--app', id, ...inProject()]);
  expect(status).toBe(0);
  expect(stderr.trim().split('\n')).toEqual([
    'left out: circle: a link that leads out of the folder',
    'left out: logo.png: not UTF-8 text',
    'left out: outside.json: a link that leads out of the folder',
  ]);
  const sent = await api('GET', `/groups/${project.id}/apps/${id}/versions/1/files`);
  expect(Object.keys(sent.json.files)).toEqual(['functions/real.js', 'functions/same.js', 'root_config.json']);
});

describe('what cannot be is said in one message', () => {
  it.each([
    [2, ['deploy'], "missing required argument 'dir'"],
    [2, ['deploy', '.', '--ap', 'x'], 'Did you mean --app?'],
    [2, ['rollback', 'x', 'one'], 'A version is a whole number'],
    [2, ['versions', 'x', '--url', 'localhost'], 'docgate: --url must be an address'],
    [2, ['deploy', corpus('smallest')], 'docgate: The folder names no app'],
    [1, ['deploy', '/nowhere'], 'docgate: The folder /nowhere cannot be read'],
    [1, ['versions', 'x', '--url', 'http://127.0.0.1:1'], 'docgate: http://127.0.0.1:1 does not answer'],
    [1, ['versions', 'x', '--private-key', 'wrong'], 'docgate: The service does not know the API key'],
    [1, ['versions', 'nobodys-app'], 'docgate: There is no app nobodys-app that this API key sees.'],
  ])('exit %d: %j', async (status, args, message) => {
    const outcome = await app(args);
    expect(outcome).toMatchObject({ status, stderr: expect.stringContaining(message) as string });
    expect(outcome.stderr).not.toMatch(/^\s+at /m);
  });

  it('without a key', async () => {
    const { status, stderr } = await docgate(['app', 'versions', 'x']);
    expect([status, stderr]).toEqual([2, expect.stringContaining('An API key is needed')]);
  });

  it('a key that may not', async () => {
    const id = freshId();
    await app(['deploy', corpus('smallest'), '--app', id, ...inProject()]);
    const reader = await freshKey(project.orgId, ['ORG_MEMBER'], { [project.id]: ['GROUP_READ_ONLY'] });
    expect((await app(['versions', id], reader)).status).toBe(0);
    expect((await app(['export', id, join(scratch, 'no')], reader)).status).toBe(1);
  });

  it('help at every level', async () => {
    for (const level of [['--help'], ['secret', '--help'], ['secret', 'set', '--help'], ['deploy', '-h']])
      expect(await app(level)).toMatchObject({ status: 0, stderr: '' });
  });
});
