import { appBounds, documentsText } from '../../app-answers/index.ts';
import { documentToJson } from '../../bson/index.ts';
import { EncodedBody } from '../../contract/index.ts';
import type { DocumentBatches, Documents } from '../../documents/index.ts';
import { BSON } from '../../mongo/index.ts';
import type { ServiceArguments } from './service-arguments.ts';

type ServiceFunction = (documents: Documents, given: ServiceArguments) => Promise<EncodedBody>;

/** What clients of App Services call on a collection, with their names for things. All answers are canonical Extended JSON. */
export const serviceFunctions: Readonly<Record<string, ServiceFunction>> = {
  find: async (documents, given) => {
    const { project: projection, ...rest } = given.options({
      ...readOptions(given),
      limit: (name) => given.count(name, appBounds.documents),
    });
    return many(await documents.find({ filter: given.filter('query'), ...rest, ...(projection && { projection }) }));
  },
  findOne: async (documents, given) => {
    const { project: projection, sort } = given.options(readOptions(given));
    const options = { ...(projection && { projection }), ...(sort && { sort }) };
    return one(await documents.findOne({ filter: given.filter('query'), ...options }));
  },
  aggregate: async (documents, given) => many(await documents.aggregate(given.documents('pipeline'))),
  count: async (documents, given) => {
    const { limit } = given.options(readOptions(given));
    const count = await documents.countDocuments(given.filter('query'), limit ? { limit } : {});
    return value(BSON.Long.fromNumber(count));
  },
  distinct: async (documents, given) => value(await documents.distinct(given.text('field'), given.filter('query'))),
  insertOne: async (documents, given) => value(await documents.insertOne(given.document('document'))),
  insertMany: async (documents, given) => {
    const { insertedIds } = await documents.insertMany(given.documents('documents'));
    return value({ insertedIds });
  },
  updateOne: async (documents, given) =>
    value(await documents.updateOne(given.filter('query', 'filter'), given.update('update'), writeOptions(given))),
  updateMany: async (documents, given) =>
    value(await documents.updateMany(given.filter('query', 'filter'), given.update('update'), writeOptions(given))),
  deleteOne: async (documents, given) => value(await documents.deleteOne(given.filter('query', 'filter'))),
  deleteMany: async (documents, given) => value(await documents.deleteMany(given.filter('query', 'filter'))),
  findOneAndUpdate: async (documents, given) =>
    one(await documents.findOneAndUpdate(given.filter('filter'), given.update('update'), changeOptions(given))),
  findOneAndReplace: async (documents, given) =>
    one(await documents.findOneAndReplace(given.filter('filter'), given.document('update'), changeOptions(given))),
  findOneAndDelete: async (documents, given) =>
    one(await documents.findOneAndDelete(given.filter('filter'), changeOptions(given))),
};

function readOptions(given: ServiceArguments) {
  const document = (name: string) => given.document(name);
  const count = (name: string) => given.count(name);
  return { project: document, sort: document, limit: count, skip: count };
}

function writeOptions(given: ServiceArguments) {
  return given.options({
    upsert: (name) => given.flag(name),
    arrayFilters: (name) => given.documents(name),
  });
}

function changeOptions(given: ServiceArguments) {
  return given.options({
    sort: (name) => given.document(name),
    projection: (name) => given.document(name),
    upsert: (name) => given.flag(name),
    returnNewDocument: (name) => given.flag(name),
  });
}

const canonical = { mode: 'canonical' } as const;
const contentType = 'application/json';

function many(found: DocumentBatches): EncodedBody {
  return new EncodedBody(contentType, documentsText(found, canonical));
}

function one(document: Uint8Array | undefined): EncodedBody {
  const content = document === undefined ? Buffer.from('null') : documentToJson(document, canonical);
  return new EncodedBody(contentType, content);
}

/** Any value of BSON: the text of a document that holds it alone, without what frames it. */
function value(result: unknown): EncodedBody {
  const text = documentToJson(BSON.serialize({ v: result }, { ignoreUndefined: true }), canonical);
  return new EncodedBody(contentType, text.subarray('{"v":'.length, -1));
}
