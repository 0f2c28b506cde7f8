import type { Document, MongoClient } from 'mongodb';

export interface TotalSizes {
  readonly dataBytes: number;
  readonly indexBytes: number;
}

/** The warnings that the server logged when it started. */
export async function startupLines(client: MongoClient): Promise<string[]> {
  const { log } = await client.db('admin').command({ getLog: 'startupWarnings' });
  return Array.isArray(log) ? log.filter((line) => typeof line === 'string') : [];
}

/** What a shard knows of its sharded cluster; only it has such a document. */
export async function shardIdentity(client: MongoClient): Promise<Document> {
  const versions = client.db('admin').collection<{ _id: string }>('system.version');
  return (await versions.findOne({ _id: 'shardIdentity' })) ?? {};
}

/** Of all databases that the server holds. */
export async function totalSizes(client: MongoClient): Promise<TotalSizes> {
  const { databases } = await client.db('admin').admin().listDatabases({ nameOnly: true });
  let [dataBytes, indexBytes] = [0, 0];
  for (const { name } of databases) {
    const { dataSize, indexSize } = await client.db(name).command({ dbStats: 1 });
    dataBytes += Number(dataSize);
    indexBytes += Number(indexSize);
  }
  return { dataBytes, indexBytes };
}
