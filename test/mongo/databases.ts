import { expect, inject } from 'vitest';
import { createDataSources, type DataSource, type DataSources, type Namespace } from '../../src/mongo/index.ts';

let sequence = 0;

/** A collection that no other test uses. */
export function freshNamespace(): Namespace {
  sequence += 1;
  return { database: `mongo_${process.pid}_${sequence}_${Date.now().toString(36)}`, collection: 'things' };
}

/** The run's MongoDB as a data source named `main`, with more options in its connection string. */
export function connectToRun(options: Record<string, string> = {}): DataSources {
  const uri = new URL(inject('mongodbUri'));
  for (const [name, value] of Object.entries(options)) uri.searchParams.set(name, value);
  return createDataSources([{ name: 'main', uri: uri.href }]);
}

export async function fill(source: DataSource, namespace: Namespace, count: number, padding = ''): Promise<void> {
  const documents = Array.from({ length: count }, (_, index) => ({ _id: index, group: index % 10, padding }));
  await source.insertMany(namespace, documents);
}

/** All further batches, joined. */
export async function drain(batches: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const batch of batches) all.push(batch);
  return Buffer.concat(all);
}

/** For a place in an expected object: any text of that kind. */
export function textLike(pattern: RegExp): unknown {
  return expect.stringMatching(pattern);
}
