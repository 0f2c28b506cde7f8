import { beforeEach, expect, it } from 'vitest';
import { call, freshCollection } from '../../_harness/client.ts';

let path: string;
beforeEach(async () => {
  path = freshCollection();
  await call('POST', path, { body: [{ _id: 'joe' }, { _id: 5 }, { _id: '5' }] });
});

it('deletes the one document', async () => {
  expect((await call('DELETE', `${path}/5`)).json).toEqual({ deletedCount: 1 });
  expect((await call('GET', path)).json).toEqual([{ _id: '5' }, { _id: 'joe' }]);
  expect((await call('DELETE', `${path}/5`)).json).toMatchObject({ status: 404, code: 'RESOURCE_NOT_FOUND' });
});

it('holds to If-Match', async () => {
  const remove = (ifMatch: string) => call('DELETE', `${path}/joe`, { headers: { 'if-match': ifMatch } });
  const etag = (await call('GET', `${path}/joe`)).headers.get('etag') ?? '';
  expect((await remove('"other"')).status).toBe(412);
  expect((await remove(etag)).json).toEqual({ deletedCount: 1 });
  expect((await remove(etag)).status).toBe(412);
  expect((await remove('*')).status).toBe(412);
});

it('never takes an _id for a query', async () => {
  expect((await call('DELETE', `${path}/${encodeURIComponent('{"$gt":""}')}`)).status).toBe(404);
  expect((await call('GET', path)).json).toHaveLength(3);
});
