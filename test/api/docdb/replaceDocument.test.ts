import { beforeEach, describe, expect, inject, it } from 'vitest';
import { createDataSources } from '../../../src/mongo/index.ts';
import { call, freshCollection } from '../../_harness/client.ts';

let path: string;
beforeEach(async () => {
  path = freshCollection();
  await call('POST', path, { body: { _id: 'joe', rating: 5 } });
});

async function etagOf(target: string): Promise<string> {
  return (await call('GET', target)).headers.get('etag') ?? '';
}

describe('PUT of a document', () => {
  it('replaces it whole', async () => {
    const { status, headers, json } = await call('PUT', `${path}/joe`, { body: { name: 'joe' } });
    expect([status, json, headers.get('location')]).toEqual([200, { _id: 'joe', name: 'joe' }, null]);
    expect(await etagOf(`${path}/joe`)).toBe(headers.get('etag'));
  });

  it('creates it when it is absent', async () => {
    const { status, headers, json } = await call('PUT', `${path}/anna?pretty=true`, { body: { n: 1 } });
    expect([status, json, headers.get('location')]).toEqual([201, { _id: 'anna', n: 1 }, `${path}/anna`]);
    expect(await etagOf(`${path}/anna`)).toBe(headers.get('etag'));
  });

  it('takes an _id that is the one of the path', async () => {
    expect((await call('PUT', `${path}/5`, { body: { a: 1, _id: 5 } })).json).toEqual({ _id: 5, a: 1 });
    expect((await call('PUT', `${path}/5`, { body: { _id: { $numberLong: '5' } } })).status).toBe(200);
    const other = await call('PUT', `${path}/5`, { body: { _id: '5' } });
    expect(other.json).toMatchObject({ status: 400, errors: [{ path: '/body/_id' }] });
    const none = await call('PUT', `${path}/5`, { body: { _id: null } });
    expect(none.json).toMatchObject({ status: 400, errors: [{ path: '/body/_id' }] });
    expect((await call('PUT', `${path}/null`, { body: { a: 1, _id: null } })).status).toBe(201);
  });

  it.each([
    [[{ a: 1 }], 'INVALID_REQUEST'],
    [{ a: { $oid: 'x' } }, 'INVALID_EXTENDED_JSON'],
  ])('%j is 400 %s', async (body, code) => {
    expect((await call('PUT', `${path}/joe`, { body })).json).toMatchObject({ status: 400, code });
  });

  it('refuses update operators, and says where they go', async () => {
    const { json } = await call('PUT', `${path}/joe`, { body: { a: 1, $set: { a: 1 } } });
    expect(json).toMatchObject({ status: 400, code: 'INVALID_REQUEST', errors: [{ path: '/body/$set' }] });
    expect((json as { detail: string }).detail).toContain('PATCH');
  });
});

describe('preconditions', () => {
  it('If-Match replaces this state only', async () => {
    const etag = await etagOf(`${path}/joe`);
    const put = (ifMatch: string, body: object) =>
      call('PUT', `${path}/joe`, { body, headers: { 'if-match': ifMatch } });
    expect((await put('"other"', { n: 0 })).json).toMatchObject({ status: 412, code: 'PRECONDITION_FAILED' });
    expect((await put(`W/${etag}`, { n: 0 })).status).toBe(412);
    expect((await put(`"other", ${etag}`, { n: 1 })).status).toBe(200);
    expect((await put(etag, { n: 2 })).status).toBe(412);
    expect((await call('GET', `${path}/joe`)).json).toEqual({ _id: 'joe', n: 1 });
  });

  it('If-Match takes the ETag of either representation', async () => {
    const { headers } = await call('GET', `${path}/joe`, { headers: { accept: 'application/ejson' } });
    const ifMatch = { 'if-match': headers.get('etag') ?? '' };
    expect((await call('PUT', `${path}/joe`, { body: {}, headers: ifMatch })).status).toBe(200);
  });

  it('If-Match: * replaces what exists only', async () => {
    const headers = { 'if-match': '*' };
    expect((await call('PUT', `${path}/joe`, { body: {}, headers })).status).toBe(200);
    expect((await call('PUT', `${path}/anna`, { body: {}, headers })).status).toBe(412);
    expect((await call('GET', `${path}/anna`)).status).toBe(404);
  });

  it('If-None-Match: * creates only', async () => {
    const headers = { 'if-none-match': '*' };
    expect((await call('PUT', `${path}/joe`, { body: {}, headers })).status).toBe(412);
    expect((await call('PUT', `${path}/anna`, { body: {}, headers })).status).toBe(201);
  });

  it('hold for documents of every shape', async () => {
    const body = {
      z: 1,
      2: 'b',
      1: 'a',
      'a.b': { $numberDecimal: '1.50' },
      n: [null, { x: [] }],
      d: { $date: '2024-07-19T14:26:58Z' },
    };
    const { headers } = await call('PUT', `${path}/joe`, { body });
    const answer = await call('PUT', `${path}/joe`, {
      body: { n: 1 },
      headers: { 'if-match': headers.get('etag') ?? '' },
    });
    expect(answer.status).toBe(200);
  });
});

describe('a conditional write of large documents', () => {
  it('says that the old and the new one count together', async () => {
    const large = (letter: string) => ({ text: letter.repeat(9 * 1024 * 1024) });
    const { headers } = await call('PUT', `${path}/joe`, { body: large('a') });
    const condition = { headers: { 'if-match': headers.get('etag') ?? '' } };
    const { json } = await call('PUT', `${path}/joe`, { body: large('b'), ...condition });
    expect(json).toMatchObject({ status: 413, code: 'PAYLOAD_TOO_LARGE' });
    expect((json as { detail: string }).detail).toContain('together');
    expect((await call('PUT', `${path}/joe`, { body: large('b') })).status).toBe(200);
  });
});

describe('two racing writers', () => {
  it('that have read the same state get one 412', async () => {
    for (let round = 0; round < 10; round++) {
      const headers = { 'if-match': await etagOf(`${path}/joe`) };
      const write = (writer: number) => call('PUT', `${path}/joe`, { body: { round, writer }, headers });
      const answers = await Promise.all([write(1), write(2)]);
      expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 412]);
    }
  });

  it('that differ in case only get one 200, whatever the collation of the collection', async () => {
    const [, , database = '', collection = ''] = path.split('/');
    const sources = createDataSources([{ name: 'own', uri: inject('mongodbUri') }]);
    try {
      const db = await sources.get('own').database(database);
      await db.createCollection(`${collection}_en`, { collation: { locale: 'en', strength: 2 } });
    } finally {
      await sources.close();
    }
    const target = `${path}_en/joe`;
    await call('PUT', target, { body: { name: 'anna' } });
    for (const names of [
      ['Anna', 'aNna', 'anNa', 'annA', 'ANNA'],
      ['ANna', 'aNNa', 'anNA', 'AnnA', 'anna'],
    ]) {
      const headers = { 'if-match': await etagOf(target) };
      const answers = await Promise.all(names.map((name) => call('PUT', target, { body: { name }, headers })));
      const statuses = answers.map(({ status }) => status).toSorted((a, b) => a - b);
      expect(statuses).toEqual([200, 412, 412, 412, 412]);
    }
  });

  it('that create the same document get one 412', async () => {
    for (let round = 0; round < 10; round++) {
      const write = () => call('PUT', `${path}/new${round}`, { body: {}, headers: { 'if-none-match': '*' } });
      const answers = await Promise.all([write(), write()]);
      expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 412]);
    }
  });
});
