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

it('deletes all that match and answers how many', async () => {
  expect((await call('DELETE', path, { body: { filter: { n: 1 } } })).json).toEqual({ deletedCount: 2 });
  expect((await call('GET', path)).json).toEqual([{ _id: 3, n: 2 }]);
  expect((await call('DELETE', path, { body: { filter: { n: 1 } } })).json).toEqual({ deletedCount: 0 });
});

it('deletes everything with an empty filter', async () => {
  expect((await call('DELETE', path, { body: { filter: {} } })).json).toEqual({ deletedCount: 3 });
});

it.each([
  [{}, 'INVALID_REQUEST'],
  [{ filter: null }, 'INVALID_REQUEST'],
  [{ filter: {}, limit: 1 }, 'INVALID_REQUEST'],
  [{ filter: { $nonsense: 1 } }, 'INVALID_OPERATION'],
  [{ filter: { $expr: { $function: { body: 'x', args: [], lang: 'js' } } } }, 'OPERATOR_NOT_ALLOWED'],
])('%j is 400 %s and deletes nothing', async (body, code) => {
  expect((await call('DELETE', path, { body })).json).toMatchObject({ status: 400, code });
  expect((await call('GET', path)).json).toHaveLength(3);
});

it('needs a body', async () => {
  expect((await call('DELETE', path)).status).toBe(400);
  expect((await call('GET', path)).json).toHaveLength(3);
});
