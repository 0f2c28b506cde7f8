import { countDocuments, type BatchSource } from '../../bson/index.ts';
import type { Document, FindQuery, FindResult } from '../../mongo/index.ts';
import type { OrderedReader } from './ordered-reader.ts';

const nothing: Document = { _id: { $in: [] } };

/** The documents of some conditions, one condition after the other, up to `limit` of them. The first batch is in hand when this resolves. */
export async function openBatches(
  reader: OrderedReader,
  conditions: readonly Document[],
  options: Pick<FindQuery, 'projection' | 'limit' | 'skip'>,
): Promise<BatchSource> {
  const open = (condition: Document, sent: number): Promise<FindResult> =>
    reader.find(condition, { ...options, limit: options.limit && options.limit - sent });
  let current = await open(conditions[0] ?? nothing, 0);
  let closed = false;

  async function* batches(): AsyncGenerator<Uint8Array, void> {
    for (let index = 1, sent = 0; ; index++) {
      for await (const batch of batchesOf(current)) {
        sent += countDocuments(batch);
        yield batch;
      }
      const next = conditions[index];
      if (next === undefined || closed || sent === options.limit) return;
      current = await open(next, sent);
    }
  }

  return {
    batches: batches(),
    close: () => {
      closed = true;
      return current.close();
    },
  };
}

async function* batchesOf(result: FindResult): AsyncGenerator<Uint8Array, void> {
  try {
    yield result.firstBatch;
    if (!result.exhausted) yield* result.rest();
  } finally {
    await result.close();
  }
}
