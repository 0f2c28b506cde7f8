import { expect, it } from 'vitest';
import { call, freshCollection, query } from '../../_harness/client.ts';

it('lists', async () => {
  const path = freshCollection();
  const put = await call('PUT', path, { body: [{ _id: 1, name: 'brian' }, { _id: 2, name: 'joe' }] });
  expect(put.json).toEqual({ insertedIds: [1, 2] });
  const page = await call('GET', path + query({ limit: 1 }));
  expect(page.json).toEqual([{ _id: 1, name: 'brian' }]);
  expect(page.headers.get('link')).toContain('after=');
});
