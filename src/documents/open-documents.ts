import { rolesOfUser } from '../rules/index.ts';
import { type Access, accessOf, type DocumentsDeps } from './access.ts';
import { aggregate } from './aggregate.ts';
import { bulkWrite } from './bulk-write.ts';
import { countDocuments } from './count.ts';
import { deleteDocuments } from './delete.ts';
import { distinct } from './distinct.ts';
import type { Documents } from './documents.ts';
import { findOneAndChange, findOneAndDelete } from './find-one-and.ts';
import { find, findOne } from './find.ts';
import { insertMany, insertOne } from './insert.ts';
import { refusing, toRefusal } from './refusals.ts';
import { notReachable } from './require-reachable.ts';
import { changeDocuments } from './update.ts';

/** @throws Problem NO_MATCHING_RULE, COLLECTION_NOT_REACHABLE */
export function openDocuments(deps: DocumentsDeps): Documents {
  const access = toAccess(deps);
  const { database, collection } = deps.namespace;
  if (!access.reaches(database, collection)) throw notReachable(database, collection);
  return documentsOf(access);
}

function toAccess(deps: DocumentsDeps): Access {
  try {
    return accessOf(deps);
  } catch (error) {
    throw toRefusal(error);
  }
}

function documentsOf(access: Access): Documents {
  return {
    roles: rolesOfUser(access.ruleSet, access.context),
    functionsNotCalled: access.functionsNotCalled,
    find: (query) => refusing(() => find(access, query)),
    findOne: (query) => refusing(() => findOne(access, query)),
    aggregate: (pipeline) => refusing(() => aggregate(access, pipeline)),
    countDocuments: (filter, bounds = {}) => refusing(() => countDocuments(access, filter, bounds)),
    distinct: (field, filter) => refusing(() => distinct(access, field, filter)),
    insertOne: (document) => refusing(() => insertOne(access, document)),
    insertMany: (documents) => refusing(() => insertMany(access, documents)),
    updateOne: (filter, update, { arrayFilters, upsert = false } = {}) =>
      refusing(() => changeDocuments(access, 'one', { filter, change: { update, arrayFilters }, upsert })),
    updateMany: (filter, update, { arrayFilters, upsert = false } = {}) =>
      refusing(() => changeDocuments(access, 'many', { filter, change: { update, arrayFilters }, upsert })),
    replaceOne: (filter, replacement, { upsert = false } = {}) =>
      refusing(() => changeDocuments(access, 'one', { filter, change: { replacement }, upsert })),
    deleteOne: (filter) => refusing(() => deleteDocuments(access, 'one', filter)),
    deleteMany: (filter) => refusing(() => deleteDocuments(access, 'many', filter)),
    findOneAndUpdate: (filter, update, { arrayFilters, upsert = false, ...options } = {}) =>
      refusing(() => findOneAndChange(access, { filter, change: { update, arrayFilters }, upsert }, options)),
    findOneAndReplace: (filter, replacement, { upsert = false, ...options } = {}) =>
      refusing(() => findOneAndChange(access, { filter, change: { replacement }, upsert }, options)),
    findOneAndDelete: (filter, options = {}) => refusing(() => findOneAndDelete(access, filter, options)),
    bulkWrite: (operations, { ordered = true } = {}) => bulkWrite(access, operations, ordered),
  };
}
