import { expect, test } from 'vitest';
import { api, type Json } from '../../../_harness/admin.ts';
import { deploy, freshApp } from './app.ts';

const settings = { null_types: true, read_validation_level: 'STRICT', read_validation_action: 'WARN' };

test.each(['20230101-tasks', '20210101-shop', '20200603-notes'])(
  '%s: the settings are a part of the app that no export has, in a file of their own',
  async (folder) => {
    const { path } = await freshApp();
    await deploy(path, folder);
    const none = await api('GET', `${path}/schemaValidation`);
    expect([none.status, none.json.errorCode]).toEqual([404, 'APP_PART_NOT_FOUND']);
    const kinds = async () => (await api('GET', `${path}/parts`)).json.results.map(({ kind }: Json) => kind);
    expect(await kinds()).not.toContain('schemaValidation');
    const put = await api('PUT', `${path}/schemaValidation`, { body: settings, headers: { 'if-match': '"2"' } });
    expect([put.status, put.json.version, put.json.active]).toEqual([200, 2, true]);
    expect(put.json.comment).toBe('schema validation settings replaced');
    const got = await api('GET', `${path}/schemaValidation`);
    expect([got.status, got.json]).toEqual([200, settings]);
    expect(await kinds()).toContain('schemaValidation');
    const { results } = (await api('GET', `${path}/parts`)).json;
    const { links } = results.find(({ kind }: Json) => kind === 'schemaValidation');
    expect((await api('GET', new URL(links[0].href).pathname)).json).toEqual(settings);
    const file = await api('GET', `${path}/versions/2/files`);
    expect(JSON.parse(file.json.files['schema_validation.json'])).toEqual(settings);
    expect((await api('PUT', `${path}/schemaValidation`, { body: {}, headers: { 'if-match': '"2"' } })).status).toBe(
      412,
    );
  },
);

test('what is wrong is refused with its place, and the version stays', async () => {
  const { path } = await freshApp();
  await deploy(path, 'smallest');
  const body = { null_types: 'yes', read_validation_level: 'STRIKT' };
  const refused = await api('PUT', `${path}/schemaValidation`, { body });
  expect([refused.status, refused.json.errorCode]).toEqual([400, 'APP_HAS_ERRORS']);
  const place = { severity: 'error', file: 'schema_validation.json' };
  expect(refused.json.report.findings).toEqual([
    expect.objectContaining({ ...place, pointer: '/null_types' }),
    expect.objectContaining({ ...place, pointer: '/read_validation_level', mend: 'Write "STRICT", in double quotes.' }),
  ]);
  expect((await api('GET', path)).json.activeVersion).toBe(1);
});
