/** What seeds 001 and 003 say of every resource, seen at projects. */
import { describe, expect, test } from 'vitest';
import { api, freshName, freshProject } from '../_harness/admin.ts';

const rel = (name: string) => `http://mms.mongodb.com/${name}`;
const href = (links: { rel: string; href: string }[], name: string) => links.find((link) => link.rel === name)?.href;

describe('errors', () => {
  test('seed 003: the body of a resource that is not there, value for value', async () => {
    const { status, json, text } = await api('GET', '/softwareComponents/version');
    expect(status).toBe(404);
    expect(json).toEqual({
      detail: 'Cannot find resource /api/public/v1.0/softwareComponents/version.',
      error: 404,
      errorCode: 'RESOURCE_NOT_FOUND',
      parameters: ['/api/public/v1.0/softwareComponents/version'],
      reason: 'Not Found',
    });
    expect(Object.keys(JSON.parse(text) as object)).toEqual(['detail', 'error', 'errorCode', 'parameters', 'reason']);
  });

  test('the challenge has three fields', async () => {
    const { status, json } = await api('GET', '/groups', { as: 'none' });
    expect(status).toBe(401);
    expect(json).toEqual({ detail: 'You are not authorized for this resource.', error: 401, reason: 'Unauthorized' });
  });

  test('a misspelt field is named', async () => {
    const { status, json } = await api('POST', '/groups', { body: { nmae: 'x' } });
    expect([status, json.errorCode, json.parameters]).toEqual([400, 'INVALID_ATTRIBUTE', ['nmae']]);
  });

  test.each([
    ['MISSING_ATTRIBUTE', 'name', {}],
    ['INVALID_JSON_ATTRIBUTE', 'name', { name: 7 }],
    ['INVALID_GROUP_NAME', 'a\u0000b', { name: 'a\u0000b' }],
    ['INVALID_GROUP_NAME', '', { name: '' }],
    ['INVALID_GROUP_NAME', 'x'.repeat(100), { name: 'x'.repeat(101) }],
    ['INVALID_ATTRIBUTE', 'tags.1', { name: 'x', tags: ['a', ''] }],
  ])('%s at %s', async (errorCode, parameter, body) => {
    const { status, json } = await api('POST', '/groups', { body });
    expect([status, json.errorCode, json.parameters]).toEqual([400, errorCode, [parameter]]);
  });

  test('what is not JSON, and what is not announced as JSON', async () => {
    const broken = await api('POST', '/groups', { body: '{"name":' });
    expect([broken.status, broken.json.errorCode]).toEqual([400, 'INVALID_JSON']);
    const text = await api('POST', '/groups', { body: '{}', type: 'text/plain' });
    expect([text.status, text.json.errorCode]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
    const latin = await api('POST', '/groups', { body: '{}', type: 'application/json; charset=UTF-8' });
    expect(latin.json.errorCode).toBe('MISSING_ATTRIBUTE');
  });

  test('DELETE of the root is 405 and says what is allowed', async () => {
    const { status, headers, json } = await api('DELETE', '');
    expect([status, headers.allow, json.errorCode]).toEqual([405, 'GET, HEAD, OPTIONS', 'METHOD_NOT_ALLOWED']);
  });
});

describe('lists', () => {
  test('pages, with links to the others', async () => {
    const tag = freshName('paged');
    for (const n of [1, 2, 3]) await api('POST', '/groups', { body: { name: `${tag} ${n}` } });
    const first = await api('GET', '/groups?itemsPerPage=2');
    expect(first.json.results).toHaveLength(2);
    expect(first.json.totalCount).toBeGreaterThanOrEqual(3);
    expect(href(first.json.links, 'previous')).toBeUndefined();
    const next = new URL(href(first.json.links, 'next') ?? '');
    expect(next.search).toBe('?itemsPerPage=2&pageNum=2');
    const second = await api('GET', next.pathname + next.search);
    expect(second.json.results[0].id).not.toBe(first.json.results[0].id);
    expect(new URL(href(second.json.links, 'previous') ?? '').search).toBe('?itemsPerPage=2&pageNum=1');
  });

  test('self has pageNum, also when nobody asked for a page', async () => {
    const { json } = await api('GET', '/groups?pretty=true');
    expect(new URL(href(json.links, 'self') ?? '').search).toBe('?pretty=true&pageNum=1&itemsPerPage=100');
  });

  test('a page after the last is empty; an empty list is 200', async () => {
    const { status, json } = await api('GET', '/groups?pageNum=100000');
    expect([status, json.results]).toEqual([200, []]);
    const none = await api('GET', `/groups?name=${encodeURIComponent(freshName('nobody'))}`);
    expect([none.status, none.json.results, none.json.totalCount]).toEqual([200, [], 0]);
  });

  test('items have the link to themselves alone; the count can be left out', async () => {
    const { json } = await api('GET', '/groups?includeCount=false&itemsPerPage=1');
    expect(json.results[0].links.map((link: { rel: string }) => link.rel)).toEqual(['self']);
    expect(json).not.toHaveProperty('totalCount');
  });

  test.each([
    ['pageNum', '/groups?pageNum=0'],
    ['pageNum', '/groups?pageNum=x'],
    ['itemsPerPage', '/groups?itemsPerPage=501'],
    ['itemsPerPage', '/api/atlas/v1.0/groups?itemsPerPage=101'],
  ])('%s out of range: %s', async (parameter, path) => {
    const { status, json } = await api('GET', path);
    expect([status, json.errorCode, json.parameters]).toEqual([400, 'INVALID_QUERY_PARAMETER', [parameter]]);
  });

  test('500 a page in one generation, 100 in the other; unknown parameters pass', async () => {
    expect((await api('GET', '/groups?itemsPerPage=500&ListOptions=&a[b]=1')).status).toBe(200);
    expect((await api('GET', '/api/atlas/v1.0/groups?itemsPerPage=100')).status).toBe(200);
  });
});

describe('forms of an answer', () => {
  test('fields in alphabetical order, no superfluous whitespace', async () => {
    const { id } = await freshProject();
    const { text, json } = await api('GET', `/groups/${id}`);
    expect(text).toBe(JSON.stringify(json));
    expect(Object.keys(json)).toEqual(Object.keys(json).toSorted());
  });

  test('pretty', async () => {
    const { id } = await freshProject();
    const { text, json } = await api('GET', `/groups/${id}?pretty=true`);
    expect(text).toBe(JSON.stringify(json, null, 2));
  });

  test('envelope of an entity, a list and an error', async () => {
    const { id } = await freshProject();
    const entity = await api('GET', `/groups/${id}?envelope=true`);
    expect([entity.json.status, entity.json.content.id]).toEqual([200, id]);
    const list = await api('GET', '/groups?envelope=true&itemsPerPage=1');
    expect(Object.keys(list.json)).toEqual(['links', 'results', 'status', 'totalCount']);
    const error = await api('GET', '/groups/6512e1b2c3d4e5f601234567?envelope=true');
    expect([error.status, error.json.status, error.json.content.errorCode]).toEqual([404, 404, 'GROUP_NOT_FOUND']);
  });

  test('HEAD has the headers and no body; a trailing slash is the same resource', async () => {
    const { id } = await freshProject();
    const head = await api('HEAD', `/groups/${id}`);
    const get = await api('GET', `/groups/${id}/`);
    expect([head.status, head.text]).toEqual([200, '']);
    expect(head.headers['content-length']).toBe(get.headers['content-length']);
  });
});

describe('two names and two generations', () => {
  test('seed 003: asked under projects, links speak of projects', async () => {
    const { id, orgId } = await freshProject();
    const { json } = await api('GET', `/projects/${id}`);
    expect(href(json.links, 'self')).toMatch(new RegExp(`/api/public/v1\\.0/projects/${id}$`));
    expect(href(json.links, rel('hosts'))).toMatch(/\/projects\/\w+\/hosts$/);
    expect(href(json.links, rel('org'))).toMatch(new RegExp(`/orgs/${orgId}$`));
    const root = await api('GET', '');
    expect(href(root.json.links, rel('groups'))).toMatch(/\/api\/public\/v1\.0\/groups$/);
  });

  test('Atlas has its own fields and links', async () => {
    const { id } = await freshProject();
    const { json } = await api('GET', `/api/atlas/v1.0/groups/${id}`);
    expect(Object.keys(json)).toEqual(['clusterCount', 'created', 'id', 'links', 'name', 'orgId']);
    expect(json.created).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect(href(json.links, 'self')).toContain('/api/atlas/v1.0/groups/');
  });
});

describe('fields that cannot be changed', () => {
  test('pass with their current value, and are named with another', async () => {
    const project = (await api('GET', `/groups/${(await freshProject()).id}`)).json;
    const same = await api('PATCH', `/groups/${project.id}`, { body: { ...project, tags: ['kept'] } });
    expect([same.status, same.json.tags]).toEqual([200, ['kept']]);
    const other = await api('PATCH', `/groups/${project.id}`, { body: { name: 'x', orgId: project.id } });
    expect([other.status, other.json.errorCode, other.json.parameters]).toEqual([
      400,
      'ATTRIBUTE_READ_ONLY',
      ['orgId'],
    ]);
    const fromItem = await api('PATCH', `/groups/${project.id}`, {
      body: { name: project.name, links: project.links.slice(0, 1) },
    });
    expect(fromItem.status).toBe(200);
  });

  test('null is absent', async () => {
    const { id } = await freshProject();
    expect((await api('PATCH', `/groups/${id}`, { body: { tags: [], id: null, name: null } })).status).toBe(200);
    const missing = await api('POST', '/groups', { body: { name: null, tags: null } });
    expect([missing.status, missing.json.errorCode, missing.json.parameters]).toEqual([
      400,
      'MISSING_ATTRIBUTE',
      ['name'],
    ]);
    const items = [{ ipAddress: '192.0.2.1', cidrBlock: null, comment: null }];
    expect((await api('POST', `/groups/${id}/accessList`, { body: items })).status).toBe(201);
    const unknown = await api('PATCH', `/groups/${id}`, { body: { tags: [], nmae: null } });
    expect([unknown.status, unknown.json.parameters]).toEqual([400, ['nmae']]);
  });
});

describe('concurrency', () => {
  test('If-Match lets the first of two writers through', async () => {
    const { id } = await freshProject();
    const etag = String((await api('GET', `/groups/${id}`)).headers.etag);
    const write = (tag: string) =>
      api('PATCH', `/groups/${id}`, { body: { tags: [tag] }, headers: { 'if-match': etag } });
    const statuses = (await Promise.all([write('a'), write('b'), write('c')])).map(({ status }) => status);
    expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 412, 412]);
    expect((await api('DELETE', `/groups/${id}`, { headers: { 'if-match': etag } })).status).toBe(412);
    expect((await api('DELETE', `/groups/${id}`, { headers: { 'if-match': '*' } })).status).toBe(200);
  });

  test('an Idempotency-Key makes one of many', async () => {
    const headers = { 'idempotency-key': crypto.randomUUID() };
    const body = { name: freshName('Once') };
    const first = await api('POST', '/groups', { body, headers });
    const again = await api('POST', '/groups', { body, headers });
    expect([again.status, again.json, again.headers.location]).toEqual([201, first.json, first.headers.location]);
    const other = await api('POST', '/groups', { body: { name: 'other' }, headers });
    expect([other.status, other.json.errorCode]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
  });

  test('of the same request sent many times at once, one is done', async () => {
    const headers = { 'idempotency-key': crypto.randomUUID() };
    const body = { name: freshName('At once') };
    const answers = await Promise.all(Array.from({ length: 8 }, () => api('POST', '/groups', { body, headers })));
    const made = answers.filter(({ status }) => status === 201);
    expect(new Set(made.map(({ json }) => json.id)).size).toBe(1);
    for (const waits of answers.filter((answer) => !made.includes(answer)))
      expect([waits.json.errorCode, waits.headers['retry-after']]).toEqual(['IDEMPOTENCY_KEY_IN_USE', '1']);
    expect((await api('GET', `/groups?name=${encodeURIComponent(body.name)}`)).json.totalCount).toBe(1);
  });

  test('a refused request gives its Idempotency-Key back', async () => {
    const headers = { 'idempotency-key': crypto.randomUUID() };
    const { name } = await freshProject();
    expect((await api('POST', '/groups', { body: { name }, headers })).status).toBe(409);
    expect((await api('POST', '/groups', { body: { name: freshName('Free') }, headers })).status).toBe(201);
  });

  test('the unique index decides: of many of one name there is one', async () => {
    const body = { name: freshName('Raced') };
    const answers = await Promise.all(Array.from({ length: 8 }, () => api('POST', '/groups', { body })));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, ...Array<number>(7).fill(409)]);
  });
});
