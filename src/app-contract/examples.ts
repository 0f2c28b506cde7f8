import type { JsonObject } from '../contract/index.ts';
import { ejsonSchemas } from './bson-types.ts';
import type { DocumentTypes } from './document-types.ts';
import { schemaName } from './references.ts';

const ejsonExamples = new Map(Object.entries(ejsonSchemas).map(([name, { example }]) => [name, example]));
const reads = ['find', 'findOne', 'aggregate', 'countDocuments', 'distinct'];
const noDocument = { _id: { $oid: '6193504e1be4ab27791c8133' } };

/** The example of a body for this app's first collection: whatever is tried out as it stands changes nothing that is there. */
export function exampleOf(operationId: string, given: JsonObject, types: DocumentTypes): JsonObject {
  const { reach, typed } = types;
  const first = typed[0] ?? reach.collections[0];
  const document = typed[0] === undefined ? { name: 'example' } : sample(types.schemas[typed[0].sent] ?? {});
  const values: JsonObject = {
    dataSource: first?.dataSource ?? reach.dataSources[0],
    database: first?.database ?? 'test',
    collection: first?.collection ?? 'examples',
    filter: reads.includes(operationId) ? {} : noDocument,
    document,
    documents: [document],
    replacement: document,
    update: { $set: document },
    pipeline: [{ $limit: 10 }],
    field: '_id',
    operations: [{ insertOne: { document } }],
    limit: 10,
  };
  return Object.fromEntries(Object.keys(given).flatMap((field) => (field in values ? [[field, values[field]]] : [])));
}

/** A value that a schema allows, as far as simple ones go: of objects, the fields that are needed. */
function sample(schema: JsonObject): unknown {
  const { $ref, anyOf, type, enum: values, required, properties, minimum } = schema;
  if (typeof $ref === 'string') return ejsonExamples.get(schemaName($ref) ?? '');
  if (Array.isArray(values)) return values[0];
  if (Array.isArray(anyOf)) return sample(anyOf[0] as JsonObject);
  if (type === 'boolean') return true;
  if (type === 'integer' || type === 'number') return minimum ?? 1;
  if (type === 'array') return [];
  if (type !== 'object') return type === 'null' ? null : 'text';
  const fields = (properties ?? {}) as Record<string, JsonObject>;
  const needed = (Array.isArray(required) ? (required as string[]) : []).filter((name) => fields[name] !== undefined);
  return Object.fromEntries(needed.map((name) => [name, sample(fields[name] ?? {})]));
}
