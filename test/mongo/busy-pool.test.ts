import { expect, it } from 'vitest';
import { connectToRun, fill, freshNamespace, textLike } from './databases.ts';

it('says that a pool of slow queries is busy, answers pings, and is free when their clients go', async () => {
  const sources = connectToRun({ maxPoolSize: '2', waitQueueTimeoutMS: '200' });
  const source = sources.get('main');
  const namespace = freshNamespace();
  await fill(source, namespace, 1000);
  const controller = new AbortController();
  const slow = { filter: { $where: 'sleep(100); return false' } };
  const running = [1, 2].map(() => source.find(namespace, slow, controller.signal).catch((error: unknown) => error));
  const another = () => source.find(namespace, { filter: {}, limit: 1 });
  await expect(another()).rejects.toMatchObject({
    code: 'DATABASE_UNAVAILABLE',
    detail: textLike(/"main" is busy: all of this service's connections/),
    headers: { 'Retry-After': '1' },
  });
  await source.ping();
  const reason = new Error('the client has gone');
  controller.abort(reason);
  expect(await Promise.all(running)).toEqual([reason, reason]);
  const outcome = () =>
    another()
      .then(() => 'answered')
      .catch(() => 'busy');
  await expect.poll(outcome, { timeout: 10_000 }).toBe('answered');
  await sources.close();
});
