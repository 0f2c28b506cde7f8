import { expect, test } from 'vitest';
import { api, freshKey, freshName, freshProject } from '../../../_harness/admin.ts';
import { deploy, filesOf, freshApp } from './app.ts';

test('made, listed, renamed, deleted', async () => {
  const { id } = await freshProject();
  const made = await api('POST', `/groups/${id}/apps`, { body: { name: 'My App!' } });
  expect([made.status, made.headers.etag]).toEqual([201, '"1"']);
  expect(made.json).toMatchObject({ name: 'My App!', groupId: id, lastVersion: 0 });
  expect(made.json.clientAppId).toMatch(/^my-app-[a-z]{5}$/);
  const path = `/groups/${id}/apps/${made.json.clientAppId}`;
  expect(made.headers.location).toMatch(new RegExp(`${path}$`));
  expect((await api('GET', `/groups/${id}/apps`)).json.results).toHaveLength(1);
  expect((await api('GET', `/groups/${id}/apps?clientAppId=other`)).json.results).toEqual([]);
  expect((await api('GET', `/projects/${id}/apps`)).json.results[0].projectId).toBe(id);
  const renamed = await api('PATCH', path, { body: { name: 'Other' }, headers: { 'if-match': '"1"' } });
  expect([renamed.status, renamed.json.name, renamed.headers.etag]).toEqual([200, 'Other', '"2"']);
  expect((await api('DELETE', path, { headers: { 'if-match': '"1"' } })).status).toBe(412);
  expect((await api('DELETE', path)).status).toBe(200);
  expect((await api('GET', path)).json.errorCode).toBe('APP_NOT_FOUND');
  expect((await api('DELETE', path)).json.errorCode).toBe('APP_NOT_FOUND');
});

test('is made from an address on the key’s access list alone', async () => {
  const { id, orgId } = await freshProject();
  const as = await freshKey(orgId, ['ORG_OWNER']);
  const { status, json } = await api('POST', `/groups/${id}/apps`, { as, body: { name: 'x' } });
  expect([status, json.errorCode]).toEqual([403, 'IP_ADDRESS_NOT_ON_ACCESS_LIST']);
});

test('an id is one app in the whole service', async () => {
  const { groupId, appId, path } = await freshApp();
  expect((await deploy(path, 'smallest')).status).toBe(201);
  const again = await api('POST', `/groups/${groupId}/apps`, { body: { name: 'x', clientAppId: appId } });
  expect([again.status, again.json.errorCode]).toEqual([409, 'APP_ALREADY_EXISTS']);
  const elsewhere = await freshApp();
  const stolen = await deploy(`/groups/${elsewhere.groupId}/apps/${appId}`, 'smallest');
  expect([stolen.status, stolen.json.errorCode]).toEqual([409, 'APP_ALREADY_EXISTS']);
  expect((await api('GET', `/groups/${elsewhere.groupId}/apps/${appId}`)).status).toBe(404);
});

test('deployed, looked at, deployed again, rolled back', async () => {
  const { path, appId } = await freshApp();
  const first = await deploy(path, '20210101-shop', { comment: 'first' });
  expect([first.status, first.headers.etag]).toEqual([201, '"2"']);
  expect(first.json).toMatchObject({
    version: 1,
    active: true,
    name: 'shop',
    configVersion: 20210101,
    comment: 'first',
  });
  expect(first.json.report.missing).toEqual({ packages: [], secrets: ['body-key'] });
  expect(first.json.report.findings).toHaveLength(1);
  expect((await api('GET', path)).json).toMatchObject({ clientAppId: appId, name: 'shop', activeVersion: 1 });

  const second = await deploy(path, 'smallest');
  expect(second.json.version).toBe(2);
  const versions = await api('GET', `${path}/versions`);
  expect(versions.json.results.map(({ version, active }: Record<string, unknown>) => [version, active])).toEqual([
    [2, true],
    [1, false],
  ]);
  const back = await api('PATCH', path, { body: { activeVersion: 1 } });
  expect([back.status, back.json.activeVersion, back.json.lastVersion]).toEqual([200, 1, 2]);
  expect((await api('PATCH', path, { body: { activeVersion: 3 } })).json.errorCode).toBe('APP_VERSION_NOT_FOUND');
  expect((await api('GET', `${path}/versions/1`)).json).toMatchObject({ active: true, report: first.json.report });
  expect((await api('GET', `${path}/versions/9`)).json.errorCode).toBe('APP_VERSION_NOT_FOUND');
});

test('what was uploaded comes back to the letter', async () => {
  const { path } = await freshApp();
  const files = {
    ...filesOf('20230101-tasks'),
    'notes/ü.txt': '\u0000\r\n "€" \ud83d\ude00',
    links: 'a file of that name',
  };
  expect((await deploy(path, files)).status).toBe(201);
  expect((await api('GET', `${path}/versions/1/files`)).json).toEqual({ version: 1, files });
});

test('an upload larger than a document of MongoDB comes back whole', async () => {
  const { path } = await freshApp();
  // Text that does not compress.
  const noise = Array.from({ length: 130 }, () =>
    Buffer.from(crypto.getRandomValues(new Uint8Array(65_536))).toString('base64'),
  );
  const files = {
    ...filesOf('smallest'),
    ...Object.fromEntries(noise.map((text, index) => [`docs/${index}.txt`, text])),
  };
  expect((await deploy(path, files)).status).toBe(201);
  expect((await api('GET', `${path}/versions/1/files`)).json.files).toEqual(files);
});

test('a folder with errors is refused with its report, and nothing of it stays', async () => {
  const { path, groupId } = await freshApp();
  const refused = await deploy(path, 'broken-everything');
  expect([refused.status, refused.json.errorCode]).toEqual([400, 'APP_HAS_ERRORS']);
  expect(refused.json.parameters[0]).toBeGreaterThan(10);
  expect(refused.json.report.findings).toContainEqual(
    expect.objectContaining({ severity: 'error', file: 'functions/config.json', pointer: '/2' }),
  );
  expect((await api('GET', `/groups/${groupId}/apps`)).json.totalCount).toBe(0);
  await deploy(path, 'smallest');
  expect((await deploy(path, 'broken-json')).status).toBe(400);
  expect((await api('GET', path)).json).toMatchObject({ activeVersion: 1, lastVersion: 1 });
});

test('a dry run tells and stores nothing', async () => {
  const { path } = await freshApp();
  const dry = await deploy(path, '20230101-tasks', { dryRun: true });
  expect([dry.status, dry.json.report.missing.packages]).toEqual([200, ['axios', 'moment']]);
  expect((await deploy(path, 'broken-json', { dryRun: true })).status).toBe(400);
  expect((await api('GET', path)).status).toBe(404);
});

test('deployments at once get numbers of their own, and one of them is served', async () => {
  const { path } = await freshApp();
  await deploy(path, 'smallest');
  const answers = await Promise.all(Array.from({ length: 6 }, () => deploy(path, 'smallest')));
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 6 }, () => 201));
  expect(answers.map(({ json }) => Number(json.version)).toSorted((a, b) => a - b)).toEqual([2, 3, 4, 5, 6, 7]);
  expect((await api('GET', path)).json).toMatchObject({ activeVersion: 7, lastVersion: 7 });
});

test('If-Match deploys upon the app that the caller has seen, and upon none that is not there', async () => {
  const { path } = await freshApp();
  const onto = (etag: string) =>
    api('POST', `${path}/versions`, { body: { files: filesOf('smallest') }, headers: { 'if-match': etag } });
  expect((await onto('"1"')).json.errorCode).toBe('APP_NOT_FOUND');
  await deploy(path, 'smallest');
  expect((await onto('"1"')).status).toBe(412);
  expect((await onto('"2"')).status).toBe(201);
});

test('secrets are named, never shown, and no longer missing', async () => {
  const { path } = await freshApp();
  await deploy(path, '20210101-shop');
  const set = await api('PUT', `${path}/secrets/body-key`, { body: { value: 'Tr0ub4dor' } });
  expect([set.status, set.json.name]).toEqual([200, 'body-key']);
  const listed = await api('GET', `${path}/secrets`);
  expect(listed.json.results.map(({ name }: { name: string }) => name)).toEqual(['body-key']);
  expect(JSON.stringify([set.json, listed.json])).not.toContain('Tr0ub4dor');
  expect((await api('GET', `${path}/versions/1`)).json.report.missing.secrets).toEqual([]);
  expect((await api('PUT', `${path}/secrets/body-key`, { body: { value: 'other' } })).status).toBe(200);
  expect((await api('GET', `${path}/secrets`)).json.totalCount).toBe(1);
  expect((await api('DELETE', `${path}/secrets/body-key`)).status).toBe(200);
  expect((await api('DELETE', `${path}/secrets/body-key`)).json.errorCode).toBe('APP_SECRET_NOT_FOUND');
  expect((await api('PUT', `${path}/secrets/no%20name`, { body: { value: 'x' } })).status).toBe(400);
});

test('one file replaced or removed is a version of its own', async () => {
  const { path } = await freshApp();
  await deploy(path, '20210101-shop');
  const file = `${path}/files/${encodeURIComponent('data_sources/Cluster0/shop/orders/rules.json')}`;
  const read = await api('GET', file);
  expect(read.json.text).toContain('"orders"');
  const text = '{"roles": [{"name": "nobody", "apply_when": {"groupId": "%%user.id"}, "links": 1}]}';
  expect((await api('PUT', file, { body: { text } })).json.report.findings).toContainEqual(
    expect.objectContaining({ file: 'data_sources/Cluster0/shop/orders/rules.json', pointer: '/roles/0/links' }),
  );
  const right = '{"roles": [{"name": "nobody", "apply_when": {"projectId": "%%user.id"}}]}';
  const put = await api('PUT', file, { body: { text: right }, headers: { 'if-match': read.headers.etag as string } });
  expect([put.status, put.json.version, put.json.active]).toEqual([200, 2, true]);
  expect((await api('PUT', file, { body: { text: right }, headers: { 'if-match': '"2"' } })).status).toBe(412);
  expect((await api('GET', file)).json).toMatchObject({ text: right, version: 2 });
  const gone = await api('DELETE', file);
  expect([gone.status, gone.json.version]).toEqual([200, 3]);
  expect((await api('GET', file)).json.errorCode).toBe('APP_FILE_NOT_FOUND');
  expect((await api('DELETE', file)).json.errorCode).toBe('APP_FILE_NOT_FOUND');
  const comments = (await api('GET', `${path}/versions`)).json.results.map(
    ({ comment }: { comment?: string }) => comment,
  );
  expect(comments).toEqual([
    'data_sources/Cluster0/shop/orders/rules.json removed',
    'data_sources/Cluster0/shop/orders/rules.json replaced',
    undefined,
  ]);
});

test('an app can be made file by file', async () => {
  const { groupId, appId, path } = await freshApp();
  await api('POST', `/groups/${groupId}/apps`, { body: { name: freshName('a'), clientAppId: appId } });
  const put = await api('PUT', `${path}/files/values%2Flimit.json`, { body: { text: '{"value": 10}' } });
  expect([put.status, put.json.version]).toEqual([200, 1]);
});

test('every change is told; a deleted project takes its apps along', async () => {
  const { groupId, appId, path } = await freshApp();
  await deploy(path, 'smallest');
  await api('PUT', `${path}/secrets/a`, { body: { value: 'b' } });
  await api('PATCH', path, { body: { activeVersion: 1 } });
  await api('DELETE', `${path}/secrets/a`);
  const events = (await api('GET', `/groups/${groupId}/events`)).json.results as Record<string, unknown>[];
  expect(events.filter((event) => event['appId'] === appId).map(({ eventTypeName }) => eventTypeName)).toEqual([
    'APP_SECRET_DELETED',
    'APP_VERSION_ACTIVATED',
    'APP_SECRET_SET',
    'APP_DEPLOYED',
    'APP_CREATED',
  ]);
  expect((await api('DELETE', `/groups/${groupId}`)).status).toBe(200);
  const other = await freshApp();
  expect((await deploy(`/groups/${other.groupId}/apps/${appId}`, 'smallest')).json.version).toBe(1);
});
