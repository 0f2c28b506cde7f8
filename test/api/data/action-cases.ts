import { BSON } from 'mongodb';
import type { operations } from '../../../generated/operations.gen.ts';

type Table = typeof operations;

/** What the contract calls an action of the Data API. */
export type DataAction = { [Name in keyof Table]: Table[Name]['policy'] extends 'app' ? Name : never }[keyof Table];

export interface ActionCase {
  readonly body: object;
  readonly status: 200 | 201;
  readonly answer: object;
}

export type StoredDocument = ReturnType<typeof documentOf>;

/** A document whose types JSON and Extended JSON write differently. */
export function documentOf(id: BSON.ObjectId, owner: string) {
  return { _id: id, owner_id: owner, n: 1, at: new Date('2022-01-12T02:33:23.067Z') };
}

const changed = { matchedCount: 1, modifiedCount: 1 };

/** Each action on a document of its own, and on one that is made with the id `fresh`: an action without its case here does not compile. */
export const actionCases: Record<DataAction, (document: StoredDocument, fresh: StoredDocument) => ActionCase> = {
  findOne: (document) => read({ filter: idOf(document) }, { document }),
  find: (document) => read({ filter: idOf(document), sort: { n: -1 }, limit: 2, skip: 0 }, { documents: [document] }),
  aggregate: (document) => read({ pipeline: [{ $match: idOf(document) }, { $limit: 1 }] }, { documents: [document] }),
  countDocuments: (document) => read({ filter: idOf(document), limit: 5 }, { count: 1 }),
  distinct: (document) => read({ field: 'at', filter: idOf(document) }, { values: [document.at] }),
  insertOne: (_, fresh) => ({ body: { document: fresh }, status: 201, answer: { insertedId: fresh._id } }),
  insertMany: (_, fresh) => ({ body: { documents: [fresh] }, status: 201, answer: { insertedIds: [fresh._id] } }),
  updateOne: (document) => read({ filter: idOf(document), update: { $inc: { n: 1 } } }, changed),
  updateMany: (document, fresh) => ({
    body: { filter: idOf(fresh), update: { $set: { n: 2, owner_id: document.owner_id } }, upsert: true },
    status: 200,
    answer: { matchedCount: 0, modifiedCount: 0, upsertedId: fresh._id },
  }),
  replaceOne: (document) => read({ filter: idOf(document), replacement: { ...document, n: 2 } }, changed),
  deleteOne: (document) => read({ filter: idOf(document) }, { deletedCount: 1 }),
  deleteMany: (document) => read({ filter: idOf(document) }, { deletedCount: 1 }),
  findOneAndUpdate: (document) =>
    read(
      { filter: idOf(document), update: { $inc: { n: 1 } }, returnNewDocument: true },
      { document: { ...document, n: 2 } },
    ),
  findOneAndReplace: (document) => read({ filter: idOf(document), replacement: { ...document, n: 2 } }, { document }),
  findOneAndDelete: (document) => read({ filter: idOf(document) }, { document }),
  bulkWrite: (document, fresh) => ({
    body: {
      operations: [
        { insertOne: { document: fresh } },
        { updateOne: { filter: idOf(document), update: { $set: { n: 2 } } } },
      ],
    },
    status: 200,
    answer: {
      ...changed,
      insertedCount: 1,
      insertedIds: { 0: fresh._id },
      deletedCount: 0,
      upsertedCount: 0,
      upsertedIds: {},
    },
  }),
};

function read(body: object, answer: object): ActionCase {
  return { body, status: 200, answer };
}

function idOf({ _id }: StoredDocument) {
  return { _id };
}

/** How each format writes values of BSON. Objects that JSON shows as texts are sent as Extended JSON under either content type. */
export const formats = {
  'application/json': {
    sent: (body: object) => BSON.EJSON.stringify(body, { relaxed: true }),
    answered: (body: object): unknown => JSON.parse(JSON.stringify(body)),
  },
  'application/ejson': {
    sent: (body: object) => BSON.EJSON.stringify(body, { relaxed: false }),
    answered: (body: object): unknown => BSON.EJSON.serialize(body, { relaxed: false }),
  },
} as const;
