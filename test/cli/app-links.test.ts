import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { api, freshKey, freshProject } from '../_harness/admin.ts';
import { app, corpus, freshId } from './run-app.ts';

// Starting processes takes long where many do at once.
vi.setConfig({ testTimeout: 120_000 });

const uri = 'mongodb://shop:s3cr3t-word@db1.example.com,db2.example.com/?replicaSet=rs0';
const masked = 'mongodb://_credentials_@db1.example.com,db2.example.com/?replicaSet=rs0';
let scratch: string;
let project: { id: string; orgId: string };
let folder: string;
let id: string;

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'docgate-links-'));
  folder = join(scratch, 'app');
  for (const [name, config] of Object.entries({ Cluster0: { readPreference: 'nearest' }, Lake: {} })) {
    mkdirSync(join(folder, 'data_sources', name), { recursive: true });
    const source = { name, type: 'mongodb-atlas', config };
    writeFileSync(join(folder, 'data_sources', name, 'config.json'), JSON.stringify(source));
  }
  writeFileSync(join(folder, 'root_config.json'), '{"name": "linked"}');
  project = await freshProject();
  id = freshId();
  const deployed = await app(['deploy', folder, '--app', id, '--project', project.id]);
  expect(deployed.status).toBe(0);
}, 120_000);
afterAll(() => rmSync(scratch, { recursive: true }));

const stored = async (name: string) => (await api('GET', `/groups/${project.id}/dataSources/${name}`)).json;

it('links, shows, changes and unlinks, and never shows a password', async () => {
  const own = "the service's own MongoDB";
  expect((await app(['links', id])).stdout).toBe(`Cluster0  ${own}\nLake      ${own}\n`);
  expect(await app(['link', id, 'Cluster0', uri])).toEqual({
    status: 0,
    stdout: `${id}: Cluster0 is ${masked} (reads from nearest).\n`,
    stderr: '',
  });
  expect(await stored(`${id}.Cluster0`)).toMatchObject({ uri: masked, readPreference: 'nearest' });
  await api('POST', `/groups/${project.id}/dataSources`, {
    body: { name: 'Lake', uri: 'mongodb://lake.example.com/' },
  });
  expect((await app(['links', id])).stdout).toBe(
    `Cluster0  ${masked} (reads from nearest)\nLake      mongodb://lake.example.com/, as for all apps of the project\n`,
  );
  const moved = await app(['link', id, 'Cluster0', 'mongodb://db9.example.com/?readPreference=secondary', '--json']);
  expect(JSON.parse(moved.stdout)).toMatchObject({ name: `${id}.Cluster0`, readPreference: 'secondary' });
  expect((await app(['link', id, 'Lake', uri, '--read-preference', 'primaryPreferred'])).stdout).toContain(
    '(reads from primaryPreferred)',
  );
  expect((await app(['unlink', id, 'Lake'])).stdout).toBe(`${id}: Lake is mongodb://lake.example.com/.\n`);
  expect((await app(['unlink', id, 'Cluster0'])).stdout).toBe(`${id}: Cluster0 is ${own}.\n`);
  expect(await app(['unlink', id, 'Cluster0'])).toMatchObject({
    status: 1,
    stderr: `docgate: The app ${id} has no link of its own for Cluster0.\n`,
  });
});

describe('the connection string of a file or of the environment', () => {
  it('is read here, once, and said to be', async () => {
    writeFileSync(join(scratch, 'uri'), `${uri}\n`);
    for (const [given, env] of [
      [`file:${join(scratch, 'uri')}`, {}],
      ['env:SHOP_URI', { SHOP_URI: uri }],
    ] as const) {
      const { status, stdout, stderr } = await app(['link', id, 'Cluster0', given], undefined, env);
      expect([status, stdout]).toEqual([0, `${id}: Cluster0 is ${masked} (reads from nearest).\n`]);
      expect(stderr).toBe(`${given} was read once, here: when it changes, link again. The service does not read it.\n`);
    }
  });

  it('has to be there', async () => {
    expect((await app(['link', id, 'Cluster0', 'env:NOWHERE'])).stderr).toBe(
      'docgate: The connection string names the environment variable NOWHERE, which is not set\n',
    );
  });
});

it('says what cannot be', async () => {
  expect((await app(['link', id, 'Cluster1', uri])).stderr).toBe(
    `docgate: The app ${id} has no data source Cluster1. It has: Cluster0, Lake.\n`,
  );
  const wrong = await app(['link', id, 'Cluster0', 'mongodb://u:s3cr3t-word@db.example.com/?tlsCAFile=/etc/passwd']);
  expect([wrong.status, wrong.stderr]).toEqual([1, expect.stringContaining('its option tlsCAFile is not taken here')]);
  expect(wrong.stderr).not.toContain('s3cr3t-word');
  const reader = await freshKey(project.orgId, ['ORG_MEMBER'], { [project.id]: ['GROUP_READ_ONLY'] });
  expect((await app(['link', id, 'Cluster0', uri], reader)).status).toBe(1);
  expect((await app(['link', id, 'Cluster0', uri, '--read-preference', 'all'])).status).toBe(2);
  expect((await app(['link', id, 'Cluster0'])).status).toBe(2);
});

it('an app that was never deployed says so; a link that the app no longer calls is shown', async () => {
  const empty = freshId();
  await api('POST', `/groups/${project.id}/apps`, { body: { clientAppId: empty, name: empty } });
  expect((await app(['links', empty])).stderr).toContain('has no version yet: deploy one');
  const other = freshId();
  await app(['deploy', corpus('smallest'), '--app', other, '--project', project.id]);
  await api('POST', `/groups/${project.id}/dataSources`, { body: { name: `${other}.Lake`, uri } });
  expect((await app(['links', other])).stdout).toBe(`Lake  ${masked}, though the app has no such data source\n`);
});
