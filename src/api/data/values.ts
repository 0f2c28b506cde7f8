import type { Document, Update } from '../../mongo/index.ts';
import { toDocument, toValues } from '../../payloads/index.ts';

type Json = { readonly [name: string]: unknown };

/** @throws Problem that names the place */
export function toDocuments(json: readonly unknown[], place: string): Document[] {
  return json.map((one, index) => toDocument(one, `${place}/${index}`));
}

/** Operators, or a pipeline. @throws Problem that names the place */
export function toUpdate(json: unknown, place: string): Update {
  return Array.isArray(json) ? (toValues(json, place) as Document[]) : toDocument(json, place);
}

interface Read {
  readonly filter?: Json | undefined;
  readonly projection?: Json | undefined;
  readonly sort?: Json | undefined;
}

export function readOptions({ filter, projection, sort }: Read) {
  return { filter: toDocument(filter ?? {}, '/body/filter'), ...shown({ projection, sort }) };
}

interface Upsert {
  readonly upsert?: boolean | undefined;
  readonly arrayFilters?: readonly Json[] | undefined;
}

export function upsertOptions({ upsert = false, arrayFilters }: Upsert) {
  return { upsert, ...(arrayFilters && { arrayFilters: toDocuments(arrayFilters, '/body/arrayFilters') }) };
}

export function findOneAndOptions(body: Omit<Read, 'filter'> & Upsert & { readonly returnNewDocument?: boolean }) {
  return { ...upsertOptions(body), ...shown(body), returnNewDocument: body.returnNewDocument ?? false };
}

function shown({ projection, sort }: Omit<Read, 'filter'>) {
  return {
    ...(projection !== undefined && { projection: toDocument(projection, '/body/projection') }),
    ...(sort !== undefined && { sort: toDocument(sort, '/body/sort') }),
  };
}
