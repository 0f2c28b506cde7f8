import type { CollectionDefinition } from './definition.ts';
import { reportDuplicates } from './duplicates.ts';
import { fieldsOf, type Fields } from './fields.ts';
import type { Folder } from './folder.ts';
import { Part } from './part.ts';
import { readRuleSet } from './read-rule-set.ts';
import { readSchema } from './read-schema.ts';

interface Placed {
  readonly part: Part;
  readonly definition: CollectionDefinition;
}

/** `<database>/<collection>/` with `rules.json` and `schema.json`. */
export function readCollectionFolders(folder: Folder, path: string): CollectionDefinition[] {
  const found = folder.foldersIn(path).flatMap((database) =>
    folder.foldersIn(`${path}/${database}`).flatMap((collection) => {
      const place = `${path}/${database}/${collection}`;
      const rules = folder.json(`${place}/rules.json`);
      const schema = folder.json(`${place}/schema.json`);
      const part = rules ?? schema;
      if (part === undefined) return [];
      const namespace = { database, collection };
      const definition = {
        ...(rules === undefined ? namespace : readRulesFile(rules, namespace)),
        ...(schema !== undefined && { schema: readSchema(schema) }),
      };
      return [{ part, definition }];
    }),
  );
  return withoutDuplicates(found);
}

function readRulesFile(part: Part, folders: { database: string; collection: string }): CollectionDefinition {
  const rules = readRuleSet(part);
  return { ...readNamespace(fieldsOf(part), folders), ...(rules !== undefined && { rules }) };
}

/** Layouts before 2021: `<database>.<collection>.json`, the schema in it. */
export function readCollectionFiles(folder: Folder, path: string): CollectionDefinition[] {
  const files = folder.filesIn(path).filter((file) => file.endsWith('.json'));
  const found = files.flatMap((file) => {
    const part = folder.json(`${path}/${file}`);
    if (part === undefined) return [];
    const [database = '', ...rest] = file.slice(0, -'.json'.length).split('.');
    const schema = fieldsOf(part).get('schema');
    const definition = {
      ...readRulesFile(part, { database, collection: rest.join('.') }),
      ...(schema !== undefined && { schema: readSchema(schema) }),
    };
    return [{ part, definition }];
  });
  return withoutDuplicates(found);
}

/** What the file says counts; its path where it says nothing. */
function readNamespace(fields: Fields, path: { database: string; collection: string }) {
  const database = fields.text('database') ?? path.database;
  const collection = fields.text('collection') ?? path.collection;
  if (database === '' || collection === '')
    fields.part.error('The rules name no database and collection.', 'Add "database" and "collection".');
  else if (database !== path.database || collection !== path.collection)
    fields.part.warning(
      `The rules are for ${database}.${collection}, their path says ${path.database}.${path.collection}: the file counts.`,
      'Make both the same.',
    );
  return { database, collection };
}

function withoutDuplicates(found: readonly Placed[]): CollectionDefinition[] {
  const nameOf = ({ definition }: Placed) => `${definition.database}.${definition.collection}`;
  return reportDuplicates(found, nameOf, 'set of rules').map(({ definition }) => definition);
}
