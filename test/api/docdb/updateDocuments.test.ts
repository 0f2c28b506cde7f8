import { beforeEach, expect, it } from 'vitest';
import { call, freshCollection } from '../../_harness/client.ts';

let path: string;
beforeEach(async () => {
  path = freshCollection();
  await call('POST', path, {
    body: [
      { _id: 1, n: 1 },
      { _id: 2, n: 1 },
      { _id: 3, n: 2 },
    ],
  });
});

it('updates all that match and answers counts', async () => {
  const update = { $set: { n: 2 } };
  expect((await call('PATCH', path, { body: { filter: { _id: { $gt: 1 } }, update } })).json).toEqual({
    matchedCount: 2,
    modifiedCount: 1,
  });
  expect((await call('PATCH', path, { body: { filter: {}, update } })).json).toEqual({
    matchedCount: 3,
    modifiedCount: 1,
  });
  expect((await call('PATCH', path, { body: { filter: { _id: 9 }, update } })).json).toEqual({
    matchedCount: 0,
    modifiedCount: 0,
  });
});

it('takes a pipeline, and Extended JSON', async () => {
  const update = [{ $set: { n: { $add: ['$n', { $numberLong: '10' }] } } }];
  await call('PATCH', path, { body: { filter: { _id: { $numberInt: '1' } }, update } });
  const { json } = await call('GET', `${path}/1`, { headers: { accept: 'application/ejson' } });
  expect(json).toEqual({ _id: { $numberInt: '1' }, n: { $numberLong: '11' } });
});

it.each([
  [{ update: { $set: { n: 1 } } }, 'INVALID_REQUEST'],
  [{ filter: {} }, 'INVALID_REQUEST'],
  [{ filter: {}, update: {} }, 'INVALID_REQUEST'],
  [{ filter: {}, update: [] }, 'INVALID_REQUEST'],
  [{ filter: {}, update: { $set: { n: 1 } }, upsert: true }, 'INVALID_REQUEST'],
  [{ filter: {}, update: { n: 1 } }, 'INVALID_OPERATION'],
  [{ filter: {}, update: { $nonsense: { n: 1 } } }, 'INVALID_OPERATION'],
  [{ filter: {}, update: { $set: { _id: 9 } } }, 'INVALID_OPERATION'],
  [{ filter: { $where: '1' }, update: { $set: { n: 1 } } }, 'OPERATOR_NOT_ALLOWED'],
  [
    { filter: {}, update: [{ $set: { n: { $function: { body: 'x', args: [], lang: 'js' } } } }] },
    'OPERATOR_NOT_ALLOWED',
  ],
  [{ filter: {}, update: [{ $lookup: { from: 'other', as: 'x', pipeline: [] } }] }, 'INVALID_OPERATION'],
  [{ filter: {}, update: [{ $out: 'other' }] }, 'INVALID_OPERATION'],
  [{ filter: {}, update: [{ $merge: 'other' }] }, 'INVALID_OPERATION'],
])('%j is 400 %s and changes nothing', async (body, code) => {
  expect((await call('PATCH', path, { body })).json).toMatchObject({ status: 400, code });
  expect((await call('GET', path)).json).toEqual([
    { _id: 1, n: 1 },
    { _id: 2, n: 1 },
    { _id: 3, n: 2 },
  ]);
});
