import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BSON, type DataSource, type DataSources, type FindResult, type Namespace } from '../../src/mongo/index.ts';
import { connectToRun, fill, freshNamespace } from './databases.ts';

const routes: [string, Record<string, string>][] = [
  ['the aggregate command', {}],
  ['the cursor of the driver', { readPreference: 'secondaryPreferred' }],
];

describe.each(routes)('aggregate by %s', (_route, options) => {
  let sources: DataSources;
  let source: DataSource;
  let namespace: Namespace;

  beforeAll(async () => {
    sources = connectToRun(options);
    source = sources.get('main');
    namespace = freshNamespace();
    await fill(source, namespace, 2500);
  });
  afterAll(() => sources.close());

  it('gives all results in raw batches', async () => {
    const pipeline = [{ $sort: { _id: 1 } }, { $project: { group: 1 } }];
    const documents = await all(await source.aggregate(namespace, { pipeline }));
    expect(documents).toHaveLength(2500);
    expect(documents[11]).toEqual({ _id: 11, group: 1 });
  });

  it('groups, in one batch', async () => {
    const pipeline = [{ $group: { _id: '$group', n: { $sum: 1 } } }, { $sort: { _id: 1 } }];
    const result = await source.aggregate(namespace, { pipeline });
    expect(result.exhausted).toBe(true);
    expect((await all(result))[0]).toEqual({ _id: 0, n: 250 });
  });

  it('says what is wrong with a stage', async () => {
    const wrong = source.aggregate(namespace, { pipeline: [{ $nothing: 1 }] });
    await expect(wrong).rejects.toMatchObject({ code: 'INVALID_OPERATION' });
  });

  it('ends when its signal aborts', async () => {
    const controller = new AbortController();
    const reason = new Error('the client has gone');
    const result = await source.aggregate(namespace, { pipeline: [], batchSize: 10 }, controller.signal);
    controller.abort(reason);
    await expect(all(result)).rejects.toBe(reason);
  });
});

async function all(result: FindResult): Promise<unknown[]> {
  const batches = [result.firstBatch];
  for await (const batch of result.rest()) batches.push(batch);
  return batches.flatMap((batch) => Object.values(BSON.deserialize(batch)) as unknown[]);
}
