import { evaluate } from '../expression/evaluate.ts';
import { showsAll } from '../mask/mask.ts';
import type { Document } from '../values/document.ts';
import { finderOf } from './access.ts';
import type { View } from './view.ts';

/** Names of fields and positions in lists, from the document down; none: the document itself. */
export type Steps = readonly (string | number)[];

/** Whether the user may read all that is at a place of a document that is found. */
export function isReadable({ candidates, filterMask }: View, document: Document, steps: Steps): boolean {
  const names = steps.filter((step) => typeof step === 'string');
  const finder = finderOf(candidates, document);
  if (finder === undefined) return false;
  const documents = { root: document, this: document };
  return [finder.mask, filterMask].every((mask) => evaluate(showsAll(mask, names), documents));
}
