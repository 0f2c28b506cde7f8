import { beforeAll, describe, expect, it } from 'vitest';
import { call, freshCollection } from '../../_harness/client.ts';

const oid = '64b7f1c2a4d3e8f901234567';

let path: string;
beforeAll(async () => {
  path = freshCollection();
  const ids = [5, 'x', '7', { $oid: oid }, { $date: '2024-07-19T14:26:58Z' }, { a: 1 }, null];
  await call('POST', path, { body: ids.slice(0, 6).map((_id, n) => ({ _id, n })) });
});

describe('the document of an _id', () => {
  it.each([
    ['5', 0],
    ['5.0', 0],
    ['{"$numberLong":"5"}', 0],
    ['x', 1],
    ['"x"', 1],
    ['"7"', 2],
    [oid, 3],
    [oid.toUpperCase(), 3],
    [`{"$oid":"${oid}"}`, 3],
    ['{"$date":"2024-07-19T14:26:58Z"}', 4],
    ['{"a":1}', 5],
  ])('%s', async (id, n) => {
    const { status, json } = await call('GET', `${path}/${encodeURIComponent(id)}`);
    expect([status, (json as { n: number }).n]).toEqual([200, n]);
  });

  it.each(['7', '"5"', `"${oid}"`, 'nobody', '{"$gt":""}', '{"$ne":null}', 'null', '[5]'])('%s is 404', async (id) => {
    const { json } = await call('GET', `${path}/${encodeURIComponent(id)}`);
    expect(json).toMatchObject({ status: 404, code: 'RESOURCE_NOT_FOUND' });
  });
});

describe('its ETag', () => {
  it('is another one for each representation', async () => {
    const json = await call('GET', `${path}/5`);
    const ejson = await call('GET', `${path}/5`, { headers: { accept: 'application/ejson' } });
    expect(json.headers.get('etag')).toMatch(/^"[\w-]+"$/);
    expect(ejson.headers.get('etag')).not.toBe(json.headers.get('etag'));
    expect([json.headers.get('vary'), ejson.headers.get('content-type')]).toEqual(['Accept', 'application/ejson']);
  });

  it('gives 304 as long as it is the same', async () => {
    const etag = (await call('GET', `${path}/5`)).headers.get('etag') ?? '';
    for (const tag of [etag, `W/${etag}`, `"x", ${etag}`, '*']) {
      const { status, headers, text } = await call('GET', `${path}/5`, { headers: { 'if-none-match': tag } });
      expect([status, headers.get('etag'), text]).toEqual([304, etag, '']);
    }
    expect((await call('GET', `${path}/5`, { headers: { 'if-none-match': '"x"' } })).status).toBe(200);
    expect((await call('HEAD', `${path}/5`, { headers: { 'if-none-match': etag } })).status).toBe(304);
  });
});
