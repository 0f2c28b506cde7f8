import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createDataSources, type DataSources } from '../../../src/mongo/index.ts';
import { call, freshCollection, query } from '../../_harness/client.ts';
import { followLinks, nextOf } from './follow-links.ts';

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
const value = fc.oneof({ weight: 6, arbitrary: scalar }, { weight: 1, arbitrary: fc.array(scalar, { maxLength: 3 }) });
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

/** The types that MongoDB takes no range of, and arrays: a page that ends there has no next one. */
function endsPaging(document: unknown): boolean {
  return /"a":\[|\$regularExpression|\$code/.test(JSON.stringify(document));
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
          const pages = await followLinks(path + query({ sort: order, limit }), ejson);
          const paged = pages.flat();
          expect(paged).toEqual(whole.slice(0, paged.length));
          if (paged.length < whole.length) expect(endsPaging(paged.at(-1))).toBe(true);
        },
      ),
      { numRuns: 25 },
    );
  }, 120_000);
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
