import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { parse } from 'yaml';
import { settingEntries } from '../../src/config/settings.ts';
import { deployApp } from '../_harness/apps.ts';
import { exampleFiles } from '../_harness/example.ts';
import { docgate } from './run-docgate.ts';

// Starting processes takes long where many do at once.
vi.setConfig({ testTimeout: 120_000 });

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'docgate-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('help and version', () => {
  it('are there at every level, exit 0', async () => {
    const levels = await Promise.all(
      [['--help'], ['serve', '--help'], ['start', '-h'], ['help', 'doctor'], ['openapi', '--help']].map((level) =>
        docgate(level),
      ),
    );
    expect(levels.map(({ status, stderr }) => [status, stderr])).toEqual(levels.map(() => [0, '']));
    const [root, serve] = levels;
    for (const command of ['start', 'serve', 'openapi', 'doctor']) expect(root?.stdout).toContain(command);
    for (const [, { flag, env }] of settingEntries)
      if (flag !== undefined) expect(serve?.stdout).toMatch(new RegExp(`--${flag}\\b[^]*${env}`));
  });

  it('says the version of the package', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(await docgate(['--version'])).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
  });
});

describe('wrong usage exits 2 and says what was meant', () => {
  it.each([
    [[], 'Usage: docgate'],
    [['serv'], 'Did you mean serve?'],
    [['serve', '--prot', '1'], 'Did you mean --port?'],
    [['serve', '--port'], "option '--port <number>' argument missing"],
    [['serve', 'extra'], 'too many arguments'],
    [['serve', '--port', 'x'], 'docgate: --port must be a whole number from 0 to 65535, not "x"'],
    [['doctor', '--log-level', 'x'], 'docgate: --log-level must be one of'],
  ])('%j', async (given, message) => {
    const { status, stderr } = await docgate(given);
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining(message) as string });
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

describe('a start that cannot be exits 1 with one message and no stack', () => {
  it.each([
    [['--host', '0.0.0.0'], {}, 'docgate: Host 0.0.0.0 can be reached from other machines'],
    [[], { MONGODB_URI: 'mongodb://db.example' }, 'docgate: With an external MongoDB the master key must be given'],
    [[], { PORT: 'eighty' }, 'docgate: PORT must be a whole number'],
    [['--config', '/nope.yaml'], {}, 'docgate: The config file /nope.yaml cannot be read (ENOENT)'],
    [['--data-dir', 'package.json/data'], {}, 'package.json/data cannot be made or written (ENOTDIR)'],
  ] as const)('serve %j %j', async (flags, env, message) => {
    const { status, stderr, stdout } = await docgate(['serve', '--log-level', 'warn', ...flags], env);
    expect({ status, stderr, stdout }).toEqual({
      status: 1,
      stderr: expect.stringContaining(message) as string,
      stdout: '',
    });
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('names file, place and mend', async () => {
    const config = join(folder, 'docgate.yaml');
    writeFileSync(config, 'docdb:\n  mounts:\n    - auth: none\n    - { auth: none, database: d, methods: [GETT] }\n');
    const { status, stderr } = await docgate(['serve', '--config', config]);
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: `docgate: ${config}: docdb.mounts[1].methods[0]: must be one of GET, PUT, POST, PATCH, DELETE, not "GETT"; did you mean GET?\n`,
    });
  });
});

describe('openapi', () => {
  const contract = readFileSync('generated/openapi.json', 'utf8');

  it('writes the contract to stdout, with no service running', async () => {
    expect(await docgate(['openapi'])).toEqual({ status: 0, stdout: contract, stderr: '' });
  });

  it("writes a file in its ending's format", async () => {
    const [json, yaml] = [join(folder, 'contract.json'), join(folder, 'contract.yaml')];
    expect((await docgate(['openapi', '-o', json])).status).toBe(0);
    expect((await docgate(['openapi', '--output', yaml])).status).toBe(0);
    expect(readFileSync(json, 'utf8')).toBe(contract);
    expect(parse(readFileSync(yaml, 'utf8'))).toEqual(JSON.parse(contract));
  });

  it('of an app comes from where it is served, and is said to be unknown there', async () => {
    const { appId } = await deployApp(exampleFiles());
    const file = join(folder, 'app.yaml');
    const url = inject('serviceUrl');
    expect(await docgate(['openapi', '--app', appId, '--url', url, '-o', file])).toMatchObject({
      status: 0,
      stderr: '',
    });
    const servers = [{ url: `${url}/app/${appId}/endpoint/data/v1` }];
    expect(parse(readFileSync(file, 'utf8'))).toMatchObject({ info: { title: 'todo' }, servers });
    const env = { DOCGATE_URL: url };
    const { stdout } = await docgate(['openapi', '--app', appId], env);
    expect(JSON.parse(stdout)).toMatchObject({ servers });
    const unknown = await docgate(['openapi', '--app', 'no-such-app'], env);
    expect(unknown).toMatchObject({ status: 1, stderr: expect.stringContaining('no-such-app') as string });
    expect(await docgate(['openapi', '--app', appId, '--url', 'nowhere'])).toMatchObject({ status: 2 });
  });

  it('that cannot be written exits 1', async () => {
    const { status, stderr } = await docgate(['openapi', '-o', join(folder, 'no', 'such', 'folder.json')]);
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining('ENOENT') as string });
  });
});
