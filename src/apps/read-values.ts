import { ExtendedJsonError, toBson } from '../bson/index.ts';
import type { Environment, Value } from './definition.ts';
import type { JsonValue } from './expression.ts';
import { fieldsOf } from './fields.ts';
import type { Folder } from './folder.ts';
import type { Part } from './part.ts';
import { environmentTags } from './read-root.ts';
import { readSecretName } from './read-validation.ts';
import { reportDuplicates } from './duplicates.ts';

/** The files of `values/`. */
export function readValues(folder: Folder): Value[] {
  const named = jsonFiles(folder, 'values').flatMap(({ name, part }) => readValue(name, part) ?? []);
  return reportDuplicates(named, ({ value }) => value.name, 'value').map(({ value }) => value);
}

function readValue(fileName: string, part: Part): { part: Part; value: Value } | undefined {
  const fields = fieldsOf(part);
  const name = fields.text('name') ?? fileName;
  const value = fields.raw('value');
  const isSecret = fields.flag('from_secret');
  fields.end('id', '_id', 'private', 'project_id', 'last_modified');
  if (value === undefined) {
    part.error('The field value is missing.', 'Add "value".');
    return undefined;
  }
  if (!isSecret) requireReadable(part.below('value', value));
  if (!isSecret) return { part, value: { name, value } };
  const secretName = readSecretName(part.below('value', value));
  return secretName === undefined ? undefined : { part, value: { name, secretName } };
}

/** The values of the environment with this tag. The files of the others are checked as well. */
export function readEnvironment(folder: Folder, tag: string): Environment {
  const active = tag === '' ? 'no-environment' : tag;
  let values: Readonly<Record<string, JsonValue>> = {};
  for (const { name, part } of jsonFiles(folder, 'environments')) {
    if (name !== 'no-environment' && !environmentTags.some((known) => known === name))
      part.warning(
        'There is no environment of this name.',
        `Name the file after one of ${environmentTags.join(', ')}.`,
      );
    const fields = fieldsOf(part);
    const inner = fields.get('values');
    const given = inner?.object() ?? {};
    if (inner !== undefined) requireReadable(inner);
    fields.end();
    if (name === active) values = given;
  }
  return { tag, values };
}

/** Rules see values as BSON: what cannot be read so would keep the whole app from being served. */
function requireReadable(part: Part): void {
  try {
    toBson(part.value);
  } catch (error) {
    if (!(error instanceof ExtendedJsonError)) throw error;
    part.at(error.path).error('This looks like Extended JSON and is none.', `${error.message}.`);
  }
}

/** The JSON files of a folder with their names without `.json`. */
export function jsonFiles(folder: Folder, path: string): { name: string; part: Part }[] {
  return folder
    .filesIn(path)
    .filter((file) => file.endsWith('.json'))
    .flatMap((file) => {
      const part = folder.json(`${path}/${file}`);
      return part === undefined ? [] : [{ name: file.slice(0, -'.json'.length), part }];
    });
}
