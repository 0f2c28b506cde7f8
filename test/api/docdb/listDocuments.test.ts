import { beforeAll, describe, expect, it } from 'vitest';
import { call, freshCollection, query } from '../../_harness/client.ts';
import { followLinks, nextOf } from './follow-links.ts';

const people = [
  { _id: 1, name: 'brian', rating: 5, city: { name: 'Rome' } },
  { _id: 2, name: 'joe', rating: 5 },
  { _id: 3, name: 'jason', rating: 3, city: { name: 'Oslo' } },
  { _id: 4, name: 'anna', rating: null },
];

let path: string;
beforeAll(async () => {
  path = freshCollection();
  await call('POST', path, { body: people });
});

async function idsOf(parameters: Parameters<typeof query>[0]): Promise<unknown[]> {
  const { json } = await call('GET', path + query(parameters));
  return (json as { _id: unknown }[]).map(({ _id }) => _id);
}

describe('the documents of a collection', () => {
  it('are a bare array, by _id', async () => {
    const { status, headers, json } = await call('GET', path);
    expect([status, headers.get('content-type')]).toEqual([200, 'application/json']);
    expect(json).toEqual(people);
    expect(headers.get('link')).toBeNull();
    expect(headers.get('x-total-count')).toBeNull();
  });

  it('are none in a collection that does not exist', async () => {
    expect((await call('GET', freshCollection())).text).toBe('[]');
  });

  it('are filtered, sorted, limited and skipped', async () => {
    expect(await idsOf({ filter: { rating: 5 } })).toEqual([1, 2]);
    expect(await idsOf({ sort: { rating: 1, name: -1 } })).toEqual([4, 3, 2, 1]);
    expect(await idsOf({ sort: { 'city.name': -1 }, limit: 2 })).toEqual([1, 3]);
    expect(await idsOf({ sort: { name: 1 }, skip: 1, limit: 2 })).toEqual([1, 3]);
    expect(await idsOf({ skip: 9 })).toEqual([]);
  });

  it('have the fields that the projection asks for', async () => {
    const { json } = await call('GET', path + query({ filter: { name: 'joe' }, projection: { _id: 0, name: 1 } }));
    expect(json).toEqual([{ name: 'joe' }]);
  });

  it('come as canonical Extended JSON when asked, and Extended JSON is honoured in the query', async () => {
    const headers = { accept: 'application/ejson' };
    const target = path + query({ filter: { _id: { $numberLong: '2' } }, projection: { name: 1 } });
    const answer = await call('GET', target, { headers });
    expect(answer.headers.get('content-type')).toBe('application/ejson');
    expect(answer.json).toEqual([{ _id: { $numberInt: '2' }, name: 'joe' }]);
  });

  it('are counted when asked', async () => {
    const exact = await call('GET', path + query({ count: 'exact', filter: { rating: 5 }, limit: 1 }));
    expect([exact.headers.get('x-total-count'), exact.json]).toEqual(['2', [people[0]]]);
    expect((await call('GET', path + query({ count: 'estimated' }))).headers.get('x-total-count')).toBe('4');
    expect((await call('GET', path + query({ count: 'none' }))).headers.get('x-total-count')).toBeNull();
  });

  it('are not sent for HEAD, but their headers are', async () => {
    const { status, headers, text } = await call('HEAD', path + query({ limit: 2, count: 'exact' }));
    expect([status, headers.get('x-total-count'), text]).toEqual([200, '4', '']);
    expect(headers.get('link')).toContain('rel="next"');
  });
});

describe('the limits of a mount', () => {
  const demo = `/docdb/demodb/limits_${Date.now()}`;
  beforeAll(() => call('POST', demo, { as: 'demo', body: Array.from({ length: 8 }, (_, _id) => ({ _id })) }));

  it('are its default and its greatest', async () => {
    expect(await followLinks(demo, { as: 'demo' })).toMatchObject([{ length: 3 }, { length: 3 }, { length: 2 }]);
    expect((await call('GET', `${demo}?limit=5`, { as: 'demo' })).json).toHaveLength(5);
    const tooMany = await call('GET', `${demo}?limit=6`, { as: 'demo' });
    expect(tooMany.json).toMatchObject({ status: 400, detail: expect.stringContaining('at most 5') as unknown });
  });
});

describe('the next page', () => {
  it('keeps all parameters but skip', async () => {
    const first = await call('GET', path + query({ filter: { _id: { $gt: 0 } }, skip: 1, limit: 2, pretty: false }));
    const next = new URL(nextOf(first) ?? '', 'http://service');
    expect(next.pathname).toBe(path);
    expect(Object.fromEntries(next.searchParams)).toEqual({
      filter: '{"_id":{"$gt":0}}',
      limit: '2',
      pretty: 'false',
      after: expect.any(String) as unknown,
    });
    expect((await call('GET', next.pathname + next.search)).json).toEqual([people[3]]);
  });

  it('is found by hidden sort fields too, which stay hidden', async () => {
    for (const projection of [
      { _id: 0, name: 1 },
      { _id: 0, rating: 0, city: 0 },
    ]) {
      const pages = await followLinks(path + query({ projection, sort: { rating: -1 }, limit: 1 }));
      expect(pages.flat()).toEqual([{ name: 'brian' }, { name: 'joe' }, { name: 'jason' }, { name: 'anna' }]);
    }
  });

  it('is found where the projection computes the sort field', async () => {
    const pages = await followLinks(
      path + query({ projection: { _id: 0, rating: '$name' }, sort: { rating: 1 }, limit: 1 }),
    );
    expect(pages.flat()).toEqual(['anna', 'jason', 'brian', 'joe'].map((rating) => ({ rating })));
  });

  it('is good for its filter, sort and collection only', async () => {
    const after =
      new URL(nextOf(await call('GET', `${path}?limit=2`)) ?? '', 'http://service').searchParams.get('after') ?? '';
    expect(await idsOf({ after, limit: 1 })).toEqual([3]);
    const elsewhere = [
      path + query({ after, filter: { rating: 5 } }),
      path + query({ after, sort: { name: 1 } }),
      freshCollection() + query({ after }),
      path + query({ after: `${after.slice(0, -1)}${after.endsWith('A') ? 'Q' : 'A'}` }),
      path + query({ after: 'made-up' }),
    ];
    for (const target of elsewhere) {
      expect((await call('GET', target)).json).toMatchObject({ status: 400, code: 'INVALID_PAGE_TOKEN' });
    }
    const reformatted = `${path}?limit=1&after=${after}&filter=%7B%20%7D&sort=%7B%22_id%22:1%7D`;
    expect((await call('GET', reformatted)).json).toEqual([people[2]]);
  });
});

describe('a bad request', () => {
  it.each([
    ['?filter={"a":', 400, 'MALFORMED_JSON'],
    ['?filter=[]', 400, 'INVALID_REQUEST'],
    ['?filter={"a":{"$oid":"x"}}', 400, 'INVALID_EXTENDED_JSON'],
    ['?filter={"a":{"$nonsense":1}}', 400, 'INVALID_OPERATION'],
    ['?filter={"$where":"true"}', 400, 'OPERATOR_NOT_ALLOWED'],
    ['?projection={"a":1,"b":0}', 400, 'INVALID_OPERATION'],
    ['?sort={"a":2}', 400, 'INVALID_REQUEST'],
    ['?limit=0', 400, 'INVALID_REQUEST'],
    ['?skip=-1', 400, 'INVALID_REQUEST'],
    ['?count=some', 400, 'INVALID_REQUEST'],
    ['?count=estimated&filter={"a":1}', 400, 'INVALID_REQUEST'],
    ['?nonsense=1', 400, 'INVALID_REQUEST'],
  ])('%s is %i %s', async (search, status, code) => {
    const [name, value = ''] = search.split(/=(.*)/s);
    const target = path + (search.includes('&') ? encodeURI(search) : `${name}=${encodeURIComponent(value)}`);
    expect((await call('GET', target)).json).toMatchObject({ status, code });
  });

  it('that accepts neither kind of JSON is 406', async () => {
    const { json } = await call('GET', path, { headers: { accept: 'text/html' } });
    expect(json).toMatchObject({ status: 406, code: 'NOT_ACCEPTABLE' });
  });

  it.each(['admin/things', 'local/oplog.rs', 'config/settings', 'docgate/mounts', 'test/system.users'])(
    'for %s finds nothing',
    async (place) => {
      expect((await call('GET', `/docdb/${place}`)).status).toBe(404);
    },
  );

  it('of a data source that is away is 503 with Retry-After', async () => {
    const { json, headers } = await call('GET', '/docdb/gone/things');
    expect(json).toMatchObject({ status: 503, code: 'DATABASE_UNAVAILABLE' });
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('server-side JavaScript', () => {
  const scripts = `/docdb/scripts/things_${Date.now()}`;
  beforeAll(() => call('POST', scripts, { body: [{ a: 1 }, { a: 2 }] }));

  it('runs where the mount allows it', async () => {
    const { json } = await call('GET', scripts + query({ filter: { $where: 'this.a > 1' }, projection: { _id: 0 } }));
    expect(json).toEqual([{ a: 2 }]);
  });

  it('is stopped by the time limit of the mount', async () => {
    const { json } = await call('GET', scripts + query({ filter: { $where: 'while (true) {}' } }));
    expect(json).toMatchObject({ status: 504, code: 'DATABASE_TIMEOUT' });
  });
});
