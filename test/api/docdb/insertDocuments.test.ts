import { expect, it } from 'vitest';
import { call, freshCollection } from '../../_harness/client.ts';

it('inserts a document as POST does', async () => {
  const path = freshCollection();
  const { status, headers, json } = await call('PUT', path, { body: { _id: 1, name: 'brian' } });
  expect([status, json, headers.get('location')]).toEqual([201, { _id: 1, name: 'brian' }, `${path}/1`]);
  expect(headers.get('etag')).toMatch(/^"/);
});

it('inserts an array as POST does', async () => {
  const path = freshCollection();
  expect((await call('PUT', path, { body: [{ _id: 1 }, { _id: 2 }] })).json).toEqual({ insertedIds: [1, 2] });
  expect((await call('PUT', path, { body: { _id: 1 } })).status).toBe(409);
});
