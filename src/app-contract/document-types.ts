import type { JsonObject } from '../contract/index.ts';
import { ejsonSchemas } from './bson-types.ts';
import type { OpenCollection, Reach } from './collections.ts';
import { documentSchema } from './document-schema.ts';
import { typeName, type Names } from './names.ts';

/** A collection whose documents have types of their own: names of component schemas. */
export interface TypedCollection extends OpenCollection {
  readonly sent: string;
  readonly shown: string;
}

export interface DocumentTypes {
  readonly reach: Reach;
  readonly typed: readonly TypedCollection[];
  readonly untyped: readonly OpenCollection[];
  readonly schemas: Readonly<Record<string, JsonObject>>;
}

/** The types of all documents: `Task` as it is answered and `NewTask` as it is sent, by the schema's title or the collection's name. */
export function documentTypes(reach: Reach, names: Names): DocumentTypes {
  const schemas: Record<string, JsonObject> = { ...ejsonSchemas };
  const typed = reach.collections.filter(hasFields).map((collection): TypedCollection => {
    const shown = names.take(wishesOf(collection), (name) => [name, `New${name}`]);
    const sent = `New${shown}`;
    const { schema = {} } = collection;
    schemas[shown] = { ...documentSchema(schema, 'shown'), ...about(schema['description'], collection, '') };
    schemas[sent] = { ...documentSchema(schema, 'sent'), ...about(schema['description'], collection, ' to be stored') };
    return { ...collection, sent, shown };
  });
  return { reach, typed, untyped: reach.collections.filter((one) => !hasFields(one)), schemas };
}

function hasFields({ schema }: OpenCollection): boolean {
  return Object.keys(schema?.['properties'] ?? {}).length > 0;
}

function wishesOf({ database, collection, schema }: OpenCollection): string[] {
  const title = typeof schema?.['title'] === 'string' ? schema['title'] : '';
  const wishes = [title, collection, `${database}.${collection}`].map(typeName).filter((name) => name !== '');
  return wishes.length > 0 ? wishes : ['Type'];
}

function about(description: unknown, { database, collection }: OpenCollection, purpose: string): JsonObject {
  const given = typeof description === 'string' ? description : undefined;
  return { description: given ?? `A document of \`${database}.${collection}\`${purpose}.` };
}
