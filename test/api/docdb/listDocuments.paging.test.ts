import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createDataSources, type DataSources } from '../../../src/mongo/index.ts';
import { call, freshCollection, query } from '../../_harness/client.ts';
import { followLinks, followUntilRefused, nextOf } from './follow-links.ts';

const ejson = { headers: { accept: 'application/ejson' } };

/** Values of every type that JSON can bring into MongoDB, with neighbours and with equals of other number types. */
const scalars: unknown[] = [
  null,
  { $numberInt: '0' },
  { $numberInt: '1' },
  { $numberDouble: '1.0' },
  { $numberDouble: '-0.0' },
  { $numberDouble: 'NaN' },
  { $numberDouble: 'Infinity' },
  { $numberDouble: '-Infinity' },
  { $numberDouble: '9007199254740992' },
  { $numberLong: '9007199254740993' },
  { $numberDecimal: '1.00' },
  { $numberDecimal: '0.1' },
  { $numberDecimal: 'NaN' },
  { $numberDecimal: '-Infinity' },
  '',
  'a',
  'A',
  'é',
  { $symbol: 'a' },
  {},
  { x: 1 },
  { x: { y: 1 } },
  { $binary: { base64: '', subType: '00' } },
  { $binary: { base64: 'AQ==', subType: '00' } },
  { $binary: { base64: 'AQ==', subType: '05' } },
  { $oid: '000000000000000000000001' },
  { $oid: '64b7f1c2a4d3e8f901234567' },
  false,
  true,
  { $date: { $numberLong: '-1' } },
  { $date: { $numberLong: '1' } },
  { $timestamp: { t: 1, i: 1 } },
  { $regularExpression: { pattern: 'a', options: 'i' } },
  { $code: 'x' },
  { $minKey: 1 },
  { $maxKey: 1 },
];
const scalar = fc.constantFrom(...scalars);
const flatArray = fc.array(scalar, { maxLength: 3 });
const value = fc.oneof(
  { weight: 6, arbitrary: scalar },
  { weight: 2, arbitrary: flatArray },
  { weight: 1, arbitrary: fc.array(fc.oneof(scalar, flatArray), { minLength: 1, maxLength: 3 }) },
);
const fields = fc.record(
  { a: value, b: scalar, c: fc.record({ d: scalar }, { requiredKeys: [] }) },
  { requiredKeys: [] },
);
const direction = fc.constantFrom(1, -1);
const sort = fc.oneof(
  fc.record({ _id: direction }),
  fc.record({ a: direction }),
  fc.record({ b: direction, a: direction }),
  fc.record({ a: direction, b: direction, _id: direction }),
  fc.record({ 'c.d': direction, b: direction }),
);

/** The types that MongoDB takes no range of, and arrays in arrays: a page cannot go on from there. */
function endsPaging(document: unknown): boolean {
  const { a } = document as { a?: unknown };
  const hasArrays = Array.isArray(a) && a.some((element) => Array.isArray(element));
  return hasArrays || /\$regularExpression|\$code/.test(JSON.stringify(document));
}

describe('paging through documents of mixed types', () => {
  let sources: DataSources;
  beforeAll(() => {
    sources = createDataSources([{ name: 'own', uri: inject('mongodbUri') }]);
  });
  afterAll(() => sources.close());

  it('gives what one sorted find gives: nothing lost, nothing twice', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fields, { minLength: 20, maxLength: 50 }),
        sort,
        fc.integer({ min: 1, max: 9 }),
        fc.boolean(),
        async (documents, order, limit, indexed) => {
          const path = freshCollection();
          const [, , database = '', collection = ''] = path.split('/');
          if (indexed) {
            const total = '_id' in order ? order : { ...order, _id: 1 };
            if (Object.keys(total).length > 1)
              await (await sources.get('own').database(database)).collection(collection).createIndex(total);
          }
          await call('POST', path, {
            body: documents.map((document, index) => ({ _id: index % 3 === 0 ? `k${index}` : index, ...document })),
          });
          const whole = (await call('GET', path + query({ sort: order }), ejson)).json as unknown[];
          const { pages, refusal } = await followUntilRefused(path + query({ sort: order, limit }), ejson);
          const paged = pages.flat();
          if (refusal === undefined) expect(paged).toEqual(whole);
          else {
            expect(paged).toEqual(whole.slice(0, paged.length));
            expect(endsPaging(whole[paged.length + limit - 1])).toBe(true);
            expect(refusal.json).toMatchObject({ status: 400, errors: [{ path: '/query/sort' }] });
          }
        },
      ),
      { numRuns: 25 },
    );
  }, 120_000);
});

describe('a page that ends at an array', () => {
  const ids = async (path: string, by: object): Promise<unknown[]> => {
    const pages = await followLinks(path + query({ sort: by, limit: 1 }));
    return pages.flat().map((document) => (document as { _id: unknown })._id);
  };

  it('goes on from the element that the array is sorted by', async () => {
    const path = freshCollection();
    const values = [[], [3, 1], 1, [2, 'x'], null, [null], ['b', 'a'], { x: 1 }, 5, [[]]];
    await call('POST', path, { body: values.map((a, _id) => ({ _id, a })) });
    expect(await ids(path, { a: 1 })).toEqual([0, 4, 5, 1, 2, 3, 8, 6, 7, 9]);
    await call('DELETE', `${path}/9`);
    expect(await ids(path, { a: -1, _id: -1 })).toEqual([7, 3, 6, 8, 1, 2, 5, 4, 0]);
  });

  it('goes on by the collation of the collection', async () => {
    const path = freshCollection();
    const [, , database = '', collection = ''] = path.split('/');
    const sources = createDataSources([{ name: 'own', uri: inject('mongodbUri') }]);
    try {
      const db = await sources.get('own').database(database);
      await db.createCollection(collection, { collation: { locale: 'en', strength: 2 } });
    } finally {
      await sources.close();
    }
    const values = [['b', 'A', 'C'], ['B', 'x'], 'a', ['C', 'b'], 'c'];
    await call('POST', path, { body: values.map((a, _id) => ({ _id, a })) });
    expect(await ids(path, { a: 1 })).toEqual([0, 2, 1, 3, 4]);
  });

  it.each([
    [{ a: 1 }, [1, [[2]], true], 'the _id 2, whose a is an array'],
    [{ 'a.b': 1 }, [[{ b: 1 }], [{ b: 2 }], [{ b: 3 }]], 'the _id 2, whose a.b is an array'],
    [{ a: 1 }, [1, 'x'.repeat(5000), true], 'the _id 2, whose a and _id are too long'],
  ])('by %j is refused where none can go on, unless it is the last', async (by, values, why) => {
    const path = freshCollection();
    await call('POST', path, { body: values.map((a, index) => ({ _id: index + 1, a })) });
    const order = { ...by, _id: 1 };
    const whole = (await call('GET', path + query({ sort: order }))).json as { _id: number }[];
    expect(whole.map(({ _id }) => _id)).toEqual([1, 2, 3]);
    const { json } = await call('GET', path + query({ sort: order, limit: 2 }));
    expect(json).toMatchObject({
      code: 'INVALID_REQUEST',
      detail: expect.stringContaining(why) as unknown,
      errors: [{ path: '/query/sort' }],
    });
    const last = await call('GET', path + query({ sort: order, limit: 2, filter: { _id: { $lt: 3 } } }));
    expect([last.status, nextOf(last)]).toEqual([200, undefined]);
  });
});

describe('an order by distance', () => {
  it("is MongoDB's own, has no next page, and takes no token", async () => {
    const path = freshCollection();
    const [, , database = '', collection = ''] = path.split('/');
    const sources = createDataSources([{ name: 'own', uri: inject('mongodbUri') }]);
    try {
      await (await sources.get('own').database(database)).collection(collection).createIndex({ at: '2dsphere' });
    } finally {
      await sources.close();
    }
    const point = (x: number) => ({ type: 'Point', coordinates: [x, 0] });
    await call('POST', path, { body: [3, 1, 2].map((x, _id) => ({ _id, at: point(x) })) });
    for (const operator of ['$near', '$nearSphere']) {
      const filter = { $and: [{ at: { [operator]: { $geometry: point(0) } } }] };
      const answer = await call('GET', path + query({ filter, limit: 2 }));
      expect(answer.json).toMatchObject([{ _id: 1 }, { _id: 2 }]);
      expect(nextOf(answer)).toBeUndefined();
      expect(await call('GET', path + query({ filter, sort: { _id: -1 } }))).toMatchObject({
        json: [{ _id: 2 }, { _id: 1 }, { _id: 0 }],
      });
      expect((await call('GET', path + query({ filter, after: 'x' }))).status).toBe(400);
    }
  });
});

describe('a page that is too large for one batch', () => {
  const size = 12_000;
  const limit = 11_000;
  let path: string;
  beforeAll(async () => {
    path = freshCollection();
    await call('POST', path, {
      body: Array.from({ length: size }, (_, n) => ({ _id: n * 2, half: Math.floor(n / 2), text: 'x'.repeat(100) })),
    });
  });

  it.each([{ _id: 1 }, { _id: -1 }, { half: 1 }, { half: -1, _id: 1 }])(
    'by %j has a next page, and all documents once',
    async (sorted) => {
      const pages = await followLinks(path + query({ sort: sorted, limit }));
      expect(pages.map(({ length }) => length)).toEqual([limit, size - limit]);
      const whole = (await call('GET', path + query({ sort: sorted, limit: size }))).json;
      expect(pages.flat()).toEqual(whole);
    },
  );

  it('may start behind some documents', async () => {
    const pages = await followLinks(path + query({ skip: 500, limit }));
    expect(pages.map(({ length }) => length)).toEqual([limit, size - limit - 500]);
    expect(pages.flat()[0]).toMatchObject({ _id: 1000 });
  });

  it('may be the last, and then has no next page', async () => {
    const answer = await call('GET', path + query({ limit: size + 1 }));
    expect([(answer.json as unknown[]).length, nextOf(answer)]).toEqual([size, undefined]);
  });

  it.each([
    [{ $regularExpression: { pattern: 'x', options: '' } }, [0], 400],
    [[true, size], [0, 1], 200],
  ])('may end at %j', async (end, skips, status) => {
    const own = freshCollection();
    const valueAt = (n: number): unknown => (n < limit ? n : { $maxKey: 1 });
    await call('POST', own, {
      body: Array.from({ length: size }, (_, n) => ({ _id: n, n: n === limit - 1 ? end : valueAt(n) })),
    });
    for (const skip of skips) {
      const { pages, refusal } = await followUntilRefused(own + query({ sort: { n: 1 }, limit, skip }));
      expect(refusal?.status ?? 200).toBe(status);
      if (refusal === undefined) expect(pages.map(({ length }) => length)).toEqual([limit, size - limit - skip]);
    }
  });

  it('keeps its end when documents come and go while it is read', async () => {
    const own = freshCollection();
    await call('POST', own, { body: Array.from({ length: size }, (_, n) => ({ _id: n * 2, text: 'x'.repeat(1000) })) });
    const reading = call('GET', own + query({ limit }));
    const writing = [1, 9001, 21_997, 21_999, 22_001].map((_id) => call('POST', own, { body: { _id } }));
    await Promise.all([...writing, call('DELETE', `${own}/4`), call('DELETE', `${own}/21996`)]);
    const first = await reading;
    const pages = [
      first.json as { _id: number }[],
      ...((await followLinks(nextOf(first) ?? '')) as { _id: number }[][]),
    ];
    const ids = pages.flat().map(({ _id }) => _id);
    expect(new Set(ids).size).toBe(ids.length);
    const stayed = Array.from({ length: size }, (_, n) => n * 2).filter((id) => id !== 4 && id !== 21_996);
    const seen = new Set(ids);
    expect(stayed.filter((id) => !seen.has(id))).toEqual([]);
  });
});
