import type { BulkOperation } from '../../documents/index.ts';
import { toDocument, toStoredDocument } from '../../payloads/index.ts';
import { toUpdate, upsertOptions } from './values.ts';

type Json = { readonly [name: string]: unknown };
interface Given {
  readonly insertOne?: { readonly document: Json };
  readonly updateOne?: GivenUpdate;
  readonly updateMany?: GivenUpdate;
  readonly replaceOne?: { readonly filter: Json; readonly replacement: Json; readonly upsert?: boolean };
  readonly deleteOne?: { readonly filter: Json };
  readonly deleteMany?: { readonly filter: Json };
}
interface GivenUpdate {
  readonly filter: Json;
  readonly update: Json | readonly Json[];
  readonly upsert?: boolean;
  readonly arrayFilters?: readonly Json[];
}

/** The contract has seen that each has one field. @throws Problem that names the place */
export function toBulkOperations(given: readonly Given[], place: string): BulkOperation[] {
  return given.map((one, index) => toOperation(one, `${place}/${index}`));
}

function toOperation(given: Given, place: string): BulkOperation {
  const { insertOne, updateOne, updateMany, replaceOne, deleteOne, deleteMany } = given;
  if (insertOne)
    return {
      insertOne: { document: toStoredDocument(insertOne.document, `${place}/insertOne/document`, 'updateOne') },
    };
  if (updateOne) return { updateOne: update(updateOne, `${place}/updateOne`) };
  if (updateMany) return { updateMany: update(updateMany, `${place}/updateMany`) };
  if (replaceOne) return { replaceOne: replacement(replaceOne, `${place}/replaceOne`) };
  if (deleteOne) return { deleteOne: { filter: toDocument(deleteOne.filter, `${place}/deleteOne/filter`) } };
  return { deleteMany: { filter: toDocument(deleteMany?.filter, `${place}/deleteMany/filter`) } };
}

function update(given: GivenUpdate, place: string) {
  const filter = toDocument(given.filter, `${place}/filter`);
  return { filter, update: toUpdate(given.update, `${place}/update`), ...upsertOptions(given) };
}

function replacement(given: NonNullable<Given['replaceOne']>, place: string) {
  const { upsert = false } = given;
  const filter = toDocument(given.filter, `${place}/filter`);
  return { filter, replacement: toStoredDocument(given.replacement, `${place}/replacement`, 'updateOne'), upsert };
}
