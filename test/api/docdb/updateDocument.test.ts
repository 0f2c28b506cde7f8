import { beforeEach, expect, it } from 'vitest';
import { call, freshCollection } from '../../_harness/client.ts';

let joe: string;
beforeEach(async () => {
  const path = freshCollection();
  joe = `${path}/joe`;
  await call('POST', path, {
    body: [
      { _id: 'joe', rating: 5 },
      { _id: 'anna', rating: 5 },
    ],
  });
});

it('answers the updated document with its ETag', async () => {
  const { status, headers, json } = await call('PATCH', joe, { body: { update: { $inc: { rating: 1 } } } });
  expect([status, json]).toEqual([200, { _id: 'joe', rating: 6 }]);
  expect((await call('GET', joe)).headers.get('etag')).toBe(headers.get('etag'));
  expect((await call('GET', joe.replace('joe', 'anna'))).json).toEqual({ _id: 'anna', rating: 5 });
});

it('takes a pipeline and answers Extended JSON when asked', async () => {
  const update = [{ $set: { double: { $multiply: ['$rating', 2] } } }];
  const { json } = await call('PATCH', joe, { body: { update }, headers: { accept: 'application/ejson' } });
  expect(json).toMatchObject({ _id: 'joe', double: { $numberInt: '10' } });
});

it('is 404 when there is no such document, and creates none', async () => {
  const nobody = joe.replace('joe', 'nobody');
  expect((await call('PATCH', nobody, { body: { update: { $set: { a: 1 } } } })).status).toBe(404);
  expect((await call('GET', nobody)).status).toBe(404);
});

it('holds to If-Match', async () => {
  const update = { $inc: { rating: 1 } };
  const etag = (await call('GET', joe)).headers.get('etag') ?? '';
  const patch = (ifMatch: string, target = joe) =>
    call('PATCH', target, { body: { update }, headers: { 'if-match': ifMatch } });
  expect((await patch('"other"')).status).toBe(412);
  expect((await patch(etag)).status).toBe(200);
  expect((await patch(etag)).status).toBe(412);
  expect((await patch('*')).status).toBe(200);
  expect((await patch('*', joe.replace('joe', 'nobody'))).status).toBe(412);
});

it('gives one 412 to two racing writers', async () => {
  for (let round = 0; round < 10; round++) {
    const headers = { 'if-match': (await call('GET', joe)).headers.get('etag') ?? '' };
    const write = () => call('PATCH', joe, { body: { update: { $inc: { rating: 1 } } }, headers });
    const answers = await Promise.all([write(), write()]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 412]);
  }
});

it.each([
  [120, 'INVALID_EXTENDED_JSON', '/body/update/a/0/0'],
  [4000, 'MALFORMED_JSON', '/body'],
  [1_000_000, 'MALFORMED_JSON', '/body'],
])('of %i levels is 400 %s, with its place', async (levels, code, place) => {
  const deep = '['.repeat(levels) + ']'.repeat(levels);
  const { json } = await call('PATCH', joe, { body: `{"update":{"a":${deep}}}` });
  expect(json).toMatchObject({ status: 400, code, errors: [{ path: expect.stringContaining(place) as unknown }] });
});

it.each([
  [{}, 'INVALID_REQUEST'],
  [{ update: { rating: 1 } }, 'INVALID_OPERATION'],
  [{ update: { $set: { _id: 9 } } }, 'INVALID_OPERATION'],
  [{ filter: {}, update: { $set: { a: 1 } } }, 'INVALID_REQUEST'],
  [{ update: [{ $set: { a: { $function: {} } } }] }, 'OPERATOR_NOT_ALLOWED'],
])('%j is 400 %s', async (body, code) => {
  expect((await call('PATCH', joe, { body })).json).toMatchObject({ status: 400, code });
});
