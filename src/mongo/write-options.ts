import type { CollationOptions } from 'mongodb';

export interface InsertOptions {
  /** Longest time in milliseconds that the server may spend. */
  readonly maxTimeMs?: number | undefined;
}

export interface WriteOptions extends InsertOptions {
  /** How the filter compares texts, instead of the collection's own way. */
  readonly collation?: CollationOptions | undefined;
}

/** In the driver's names. */
export function toDriverOptions({ maxTimeMs, collation }: WriteOptions): {
  maxTimeMS?: number;
  collation?: CollationOptions;
} {
  return { ...(maxTimeMs !== undefined && { maxTimeMS: maxTimeMs }), ...(collation !== undefined && { collation }) };
}
