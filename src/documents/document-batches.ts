import { toRawArray, type FindResult } from '../mongo/index.ts';
import type { Access } from './access.ts';
import { shielded, type Shown } from './refusals.ts';

/** Documents in batches, as raw BSON arrays, none of them empty. */
export interface DocumentBatches {
  /** May be read once. Throws Problem, or the reason when the signal aborts. */
  readonly batches: AsyncIterable<Uint8Array>;
  /** Ends the reading on MongoDB's side; may be called at any time and again. */
  close(): Promise<void>;
}

export const noDocuments: DocumentBatches = { batches: (async function* () {})(), close: async () => undefined };

/** Just as MongoDB sent them. */
export function rawBatches(access: Access, plan: Shown, result: FindResult): DocumentBatches {
  return { batches: batchesOf(access, plan, result), close: () => result.close() };
}

/** Documents that were made one by one. */
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
