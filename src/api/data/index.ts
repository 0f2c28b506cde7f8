/**
 * The Data API: one action an operation, in the wire format of the Atlas Data API, and some that it never had.
 * Knows bodies and answers; what a user may do, `src/documents` finds out.
 */
import { aggregate } from './aggregate.ts';
import { bulkWrite } from './bulkWrite.ts';
import { countDocuments } from './countDocuments.ts';
import { deleteMany } from './deleteMany.ts';
import { deleteOne } from './deleteOne.ts';
import { distinct } from './distinct.ts';
import { find } from './find.ts';
import { findOne } from './findOne.ts';
import { findOneAndDelete } from './findOneAndDelete.ts';
import { findOneAndReplace } from './findOneAndReplace.ts';
import { findOneAndUpdate } from './findOneAndUpdate.ts';
import { getAppOpenapi } from './getAppOpenapi.ts';
import { insertMany } from './insertMany.ts';
import { insertOne } from './insertOne.ts';
import { replaceOne } from './replaceOne.ts';
import { updateMany } from './updateMany.ts';
import { updateOne } from './updateOne.ts';
import type { DataDeps } from './deps.ts';

export type { DataDeps } from './deps.ts';

export function createDataHandlers(deps: DataDeps) {
  return {
    findOne: findOne(deps),
    find: find(deps),
    insertOne: insertOne(deps),
    insertMany: insertMany(deps),
    updateOne: updateOne(deps),
    updateMany: updateMany(deps),
    replaceOne: replaceOne(deps),
    deleteOne: deleteOne(deps),
    deleteMany: deleteMany(deps),
    aggregate: aggregate(deps),
    countDocuments: countDocuments(deps),
    distinct: distinct(deps),
    findOneAndUpdate: findOneAndUpdate(deps),
    findOneAndReplace: findOneAndReplace(deps),
    findOneAndDelete: findOneAndDelete(deps),
    bulkWrite: bulkWrite(deps),
    getAppOpenapi: getAppOpenapi(deps),
  };
}
