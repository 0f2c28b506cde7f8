import { countDocuments } from '../bson/index.ts';
import type { DocumentBatches } from '../documents/index.ts';
import { Problem } from '../problem/index.ts';

/** How much one answer may hold. */
export interface AnswerBounds {
  readonly documents: number;
  /** Of their text. */
  readonly bytes: number;
}

/** @see reference/app-services.md §1.9 */
export const appBounds: AnswerBounds = { documents: 50_000, bytes: 350 * 1024 * 1024 };

/** An element of an array has its type, a name and at least an empty document. */
const leastBytes = 8;

/** The same documents; what is too many ends the reading. @throws Problem ANSWER_TOO_LARGE, at once where all are in hand */
export function boundedDocuments(found: DocumentBatches, { documents: most }: AnswerBounds): DocumentBatches {
  const { whole, batches } = found;
  // Most answers are too small for it: only the others are counted.
  if (whole !== undefined && whole.length > most * leastBytes) requireNoMore(countDocuments(whole), most);
  return whole === undefined ? { batches: counted(batches, most), close: () => found.close() } : found;
}

async function* counted(batches: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Uint8Array, void> {
  let count = 0;
  for await (const batch of batches) {
    count += countDocuments(batch);
    requireNoMore(count, most);
    yield batch;
  }
}

function requireNoMore(count: number, most: number): void {
  if (count > most) throw new Problem('ANSWER_TOO_LARGE', { parameters: [`${most} documents`] });
}

/** @throws Problem ANSWER_TOO_LARGE */
export function requireNoLonger(bytes: number, { bytes: most }: AnswerBounds): void {
  if (bytes > most) throw new Problem('ANSWER_TOO_LARGE', { parameters: [`${most} bytes`] });
}
