import { expect, test } from 'vitest';
import { api, type Json } from '../../../_harness/admin.ts';
import { deploy, freshApp } from './app.ts';

test.each([
  [
    'rules/mongodb-atlas/todo/Item',
    { roles: [{ name: 'a', apply_when: { groupId: '%%user.id', links: 'x' }, read: true }] },
  ],
  ['defaultRules/mongodb-atlas', { roles: [], filters: [] }],
  [
    'schemas/mongodb-atlas/todo/Item',
    { bsonType: 'object', properties: { links: { bsonType: 'array' }, groupId: {} } },
  ],
  ['values/greeting', { value: { z: 1, a: [{ links: [1] }], projectId: 2 } }],
  ['authProviders/api-key', { disabled: true }],
  ['dataApi', { disabled: false, versions: ['v1', 'beta'], return_type: 'EJSON' }],
])('%s is replaced in a version of its own, to the letter', async (part, body) => {
  const { path, groupId, appId } = await freshApp();
  await deploy(path, '20230101-tasks');
  const before = await api('GET', `${path}/${part}`);
  expect([before.status, before.headers.etag]).toEqual([200, '"2"']);
  const put = await api('PUT', `/projects/${groupId}/apps/${appId}/${part}`, { body, headers: { 'if-match': '"2"' } });
  expect([put.status, put.json.version, put.json.active]).toEqual([200, 2, true]);
  const after = await api('GET', `/projects/${groupId}/apps/${appId}/${part}`);
  expect(after.json).toMatchObject(body);
  const enveloped = await api('GET', `${path}/${part}?envelope=true`);
  expect(enveloped.json).toEqual({ content: after.json, status: 200 });
  expect((await api('PUT', `${path}/${part}`, { body, headers: { 'if-match': '"2"' } })).status).toBe(412);
  expect((await api('GET', `${path}/versions/1/files`)).json.files).toBeDefined();
});

test.each(['rules/mongodb-atlas/todo/Item', 'schemas/mongodb-atlas/todo/Item', 'values/greeting'])(
  '%s is removed, once',
  async (part) => {
    const { path } = await freshApp();
    await deploy(path, '20230101-tasks');
    expect((await api('DELETE', `${path}/${part}`)).json.version).toBe(2);
    expect((await api('GET', `${path}/${part}`)).json.errorCode).toBe('APP_PART_NOT_FOUND');
    expect((await api('DELETE', `${path}/${part}`)).json.errorCode).toBe('APP_PART_NOT_FOUND');
  },
);

test('what does not fit the rest is refused with the report, and the version stays', async () => {
  const { path } = await freshApp();
  await deploy(path, '20230101-tasks');
  const refused = await api('PUT', `${path}/dataApi`, { body: { return_type: 'XML' } });
  expect([refused.status, refused.json.errorCode]).toEqual([400, 'APP_HAS_ERRORS']);
  expect(refused.json.report.findings).toContainEqual(expect.objectContaining({ pointer: '/return_type' }));
  const nowhere = await api('PUT', `${path}/rules/other/a/b`, { body: { roles: [] } });
  expect([nowhere.status, nowhere.json.errorCode]).toEqual([404, 'APP_PART_NOT_FOUND']);
  expect((await api('GET', path)).json.activeVersion).toBe(1);
});

test('of changes at once none is lost', async () => {
  const { path } = await freshApp();
  await deploy(path, '20230101-tasks');
  const names = ['a', 'b', 'c', 'd'];
  const answers = await Promise.all(names.map((name) => api('PUT', `${path}/values/${name}`, { body: { value: 1 } })));
  const done = names.filter((_, index) => answers[index]?.status === 200);
  const refused = answers.filter(({ status }) => status !== 200).map(({ json }) => json.errorCode);
  expect(done.length).toBeGreaterThan(0);
  expect(refused.filter((code) => code !== 'APP_CHANGED_MEANWHILE')).toEqual([]);
  for (const name of done) expect((await api('GET', `${path}/values/${name}`)).status).toBe(200);
});

test('parts and files are listed, and lead to themselves', async () => {
  const { path } = await freshApp();
  await deploy(path, '20230101-tasks');
  await api('PUT', `${path}/values/${encodeURIComponent('a/b c')}`, { body: { value: 1 } });
  for (const list of ['parts', 'files']) {
    const { results, totalCount } = (await api('GET', `${path}/${list}`)).json;
    expect(results).toHaveLength(totalCount);
    const targets = results.map(({ links }: Json) => new URL(links[0].href).pathname);
    const answers = await Promise.all(targets.map((target: string) => api('GET', target)));
    expect(answers.map(({ status }, index) => `${status} ${targets[index]}`)).toEqual(
      targets.map((target: string) => `200 ${target}`),
    );
  }
  const { results } = (await api('GET', `${path}/parts`)).json;
  expect(results.map(({ links: _, ...part }: Json) => part)).toEqual(
    expect.arrayContaining([
      { kind: 'dataApi' },
      { kind: 'authProvider', name: 'api-key' },
      { kind: 'value', name: 'greeting' },
      { kind: 'defaultRules', dataSource: 'mongodb-atlas' },
      { kind: 'rules', dataSource: 'mongodb-atlas', database: 'todo', collection: 'Item' },
      { kind: 'schema', dataSource: 'mongodb-atlas', database: 'todo', collection: 'Item' },
    ]),
  );
  const page = (await api('GET', `${path}/parts?itemsPerPage=1`)).json;
  expect([page.results.length, page.links.map(({ rel }: Json) => rel)]).toEqual([1, ['self', 'next']]);
});
