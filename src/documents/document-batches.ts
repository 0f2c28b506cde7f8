import { toRawArray, type FindResult } from '../mongo/index.ts';
import type { Access } from './access.ts';
import { shielded, type Shown } from './refusals.ts';

/** Documents in batches, as raw BSON arrays. */
export interface DocumentBatches {
  /** All of them in one array, where they are in hand: then there is nothing to read and nothing to close. */
  readonly whole?: Uint8Array | undefined;
  /** May be read once; none is empty. Throws Problem, or the reason when the signal aborts. */
  readonly batches: AsyncIterable<Uint8Array>;
  /** Ends the reading on MongoDB's side; may be called at any time and again. */
  close(): Promise<void>;
}

/** Just as MongoDB sent them. */
export function rawBatches(access: Access, plan: Shown, result: FindResult): DocumentBatches {
  const batches = batchesOf(access, plan, result);
  return { whole: result.exhausted ? result.firstBatch : undefined, batches, close: () => result.close() };
}

/** Documents that are all in hand. */
export function wholeBatch(documents: readonly Uint8Array[]): DocumentBatches {
  const whole = toRawArray(documents);
  async function* batches(): AsyncGenerator<Uint8Array, void> {
    if (documents.length > 0) yield whole;
  }
  return { whole, batches: batches(), close: async () => undefined };
}

/** Documents that are made one by one. */
export function madeBatches(batches: AsyncIterable<readonly Uint8Array[]>, result: FindResult): DocumentBatches {
  async function* arrays(): AsyncGenerator<Uint8Array, void> {
    for await (const documents of batches) yield toRawArray(documents);
  }
  return { batches: arrays(), close: () => result.close() };
}

/** `int32 length, 0x00`. */
const emptyArrayBytes = 5;

export async function* batchesOf(access: Access, plan: Shown, result: FindResult): AsyncGenerator<Uint8Array, void> {
  try {
    if (result.firstBatch.length > emptyArrayBytes) yield result.firstBatch;
    if (result.exhausted) return;
    for await (const batch of result.rest()) if (batch.length > emptyArrayBytes) yield batch;
  } catch (error) {
    throw shielded(access, plan, error);
  } finally {
    await result.close();
  }
}
