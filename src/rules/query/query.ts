import type { Document } from '../values/document.ts';

/** A query of MongoDB for a condition. */
export interface Query {
  /** Undefined: every document. */
  readonly filter: Document | undefined;
  /** Whether it finds exactly the documents for which the condition holds; else it finds more. */
  readonly exact: boolean;
}

export const everything: Query = { filter: undefined, exact: true };
export const nothing: Document = { _id: { $in: [] } };
