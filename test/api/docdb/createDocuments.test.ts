import { describe, expect, it } from 'vitest';
import { call, freshCollection } from '../../_harness/client.ts';

const ejson = { type: 'application/ejson', headers: { accept: 'application/ejson' } };

describe('a document', () => {
  it('is answered with the _id that it gets, its ETag and its Location', async () => {
    const path = freshCollection();
    const { status, headers, json } = await call('POST', path, { body: { name: 'brian', rating: 5 } });
    expect(status).toBe(201);
    expect(json).toEqual({ _id: expect.stringMatching(/^[0-9a-f]{24}$/) as unknown, name: 'brian', rating: 5 });
    const location = headers.get('location') ?? '';
    expect(location).toBe(`${path}/${(json as { _id: string })._id}`);
    const stored = await call('GET', location);
    expect(stored.json).toEqual(json);
    expect(stored.headers.get('etag')).toBe(headers.get('etag'));
  });

  it('has its Location without the slash at the end of the target', async () => {
    const path = freshCollection();
    const { headers } = await call('POST', `${path}/?pretty=true`, { body: { _id: 5 } });
    expect(headers.get('location')).toBe(`${path}/5`);
  });

  it.each([
    [5, '5'],
    ['a/b', 'a%2Fb'],
    ['5', '%225%22'],
    [{ a: 1 }, '%7B%22a%22%3A1%7D'],
    [{ $date: '2024-07-19T14:26:58Z' }, expect.stringContaining('date')],
    [{ $numberLong: '9007199254740993' }, '9007199254740993'],
  ])('may bring its _id, such as %j', async (_id, segment) => {
    const path = freshCollection();
    const { headers } = await call('POST', path, { body: { x: 1, _id } });
    const location = headers.get('location') ?? '';
    expect(location.slice(path.length + 1)).toEqual(segment);
    const stored = await call('GET', location);
    expect(stored.headers.get('etag')).toBe(headers.get('etag'));
    expect(Object.keys(stored.json as object)[0]).toBe('_id');
  });

  it('keeps the types of Extended JSON, in both content types', async () => {
    const body = {
      _id: { $numberInt: '1' },
      a: { $numberLong: '5' },
      b: { $numberDouble: '5.0' },
      c: { $date: { $numberLong: '0' } },
    };
    for (const type of ['application/json', 'application/ejson']) {
      const { json } = await call('POST', freshCollection(), { ...ejson, type, body });
      expect(json).toEqual(body);
    }
  });
});

describe('an array', () => {
  it('is inserted in order and answers the _ids', async () => {
    const path = freshCollection();
    const { status, headers, json } = await call('POST', path, { body: [{ _id: 2 }, { _id: 'x' }, {}] });
    expect(status).toBe(201);
    expect(json).toEqual({ insertedIds: [2, 'x', expect.stringMatching(/^[0-9a-f]{24}$/) as unknown] });
    expect(headers.get('location')).toBeNull();
    expect((await call('GET', path)).json).toHaveLength(3);
  });

  it('answers the _ids as Extended JSON when asked', async () => {
    const { json } = await call('POST', freshCollection(), { ...ejson, body: [{ _id: 2 }, {}] });
    expect(json).toEqual({ insertedIds: [{ $numberInt: '2' }, { $oid: expect.any(String) as unknown }] });
  });

  it('stops at the first document that is refused', async () => {
    const path = freshCollection();
    const { json } = await call('POST', path, { body: [{ _id: 1 }, { _id: 1 }, { _id: 2 }] });
    expect(json).toMatchObject({ status: 409, code: 'DUPLICATE_KEY', errors: [{ path: '/body/1/_id' }] });
    expect((await call('GET', path)).json).toEqual([{ _id: 1 }]);
  });
});

describe('a bad request', () => {
  it('with a taken _id is 409 and names the key', async () => {
    const path = freshCollection();
    await call('POST', path, { body: { _id: 'taken' } });
    const { json } = await call('POST', path, { body: { _id: 'taken' } });
    expect(json).toMatchObject({ status: 409, code: 'DUPLICATE_KEY', errors: [{ path: '/body/_id' }] });
    expect((json as { detail: string }).detail).toContain('_id: "taken"');
  });

  it.each([
    ['{"a": ', 400, 'MALFORMED_JSON'],
    ['[]', 400, 'INVALID_REQUEST'],
    ['5', 400, 'INVALID_REQUEST'],
    ['[1]', 400, 'INVALID_REQUEST'],
    ['{"$oid": "64b7f1c2a4d3e8f901234567"}', 400, 'INVALID_REQUEST'],
    ['{"a": {"$oid": "x"}}', 400, 'INVALID_EXTENDED_JSON'],
    ['{"$set": {"a": 1}}', 400, 'INVALID_REQUEST'],
    ['[{"a": 1}, {"$a": 1}]', 400, 'INVALID_REQUEST'],
    ['{"a": 1e400}', 400, 'INVALID_EXTENDED_JSON'],
    ['{"_id": [1]}', 400, 'INVALID_OPERATION'],
  ])('%s is %i %s', async (body, status, code) => {
    expect((await call('POST', freshCollection(), { body })).json).toMatchObject({ status, code });
  });

  it('of another content type is 415', async () => {
    expect((await call('POST', freshCollection(), { body: 'a=1', type: 'text/plain' })).status).toBe(415);
  });
});
