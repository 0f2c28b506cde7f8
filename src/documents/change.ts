import type { Document, Update } from '../mongo/index.ts';
import type { UpdateQuery } from '../rules/index.ts';

/** What an update or a replacement does to documents. */
export type Change =
  | { readonly update: Update; readonly arrayFilters?: readonly Document[] | undefined }
  | { readonly replacement: Document };

/** What is found, what is done to it, and whether it is made where nothing is found. */
export interface ChangeQuery {
  readonly filter: Document;
  readonly change: Change;
  readonly upsert: boolean;
}

/** In the words of rules. */
export function toUpdateQuery({ filter, change, upsert }: ChangeQuery): UpdateQuery {
  return { filter, ...change, upsert };
}

/** Whether the change speaks of the element that the filter matched: `scores.$`. */
export function speaksOfMatch(change: Change): boolean {
  if (!('update' in change) || Array.isArray(change.update)) return false;
  const paths = Object.values(change.update).flatMap((changes: unknown) => Object.keys(changes ?? {}));
  return paths.some((path) => path.split('.').includes('$'));
}

/** Whether the user says which `_id` a new document has; else MongoDB makes one. */
export function saysId({ filter, change }: ChangeQuery): boolean {
  const written = 'update' in change ? [change.update].flat() : [change.replacement];
  return [filter, ...written].some(namesId);
}

function namesId(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(namesId);
  if (typeof value !== 'object' || value === null || '_bsontype' in value) return false;
  return Object.entries(value).some(([name, inner]) => {
    if (name === '_id' || name.startsWith('_id.')) return true;
    return name.startsWith('$') && namesId(inner);
  });
}
