import type { CustomUserData } from './user-definition.ts';
import { fieldsOf } from './fields.ts';
import type { FunctionNames } from './function-names.ts';
import type { Part } from './part.ts';
import type { NamedDataSources } from './read-data-sources.ts';

/** Where custom user data is; undefined when it is switched off. */
export function readCustomUserData(
  part: Part | undefined,
  { dataSources, nameOfId }: NamedDataSources,
  functions: FunctionNames,
): CustomUserData | undefined {
  if (part === undefined) return undefined;
  const fields = fieldsOf(part);
  const enabled = fields.flag('enabled');
  const service = fields.get(['mongo_service_name', 'mongo_service_id']);
  const text = service?.text() ?? '';
  const dataSource = nameOfId.get(text) ?? text;
  const database = (enabled ? fields.requireText('database_name') : fields.text('database_name')) ?? '';
  const collection = (enabled ? fields.requireText('collection_name') : fields.text('collection_name')) ?? '';
  const userIdField = (enabled ? fields.requireText('user_id_field') : fields.text('user_id_field')) ?? '';
  const name = 'on_user_creation_function_name';
  const onCreation = functions.read(fields, name, enabled && (fields.text(name) ?? '') !== '');
  fields.end('on_user_creation_function_id');
  if (!enabled) return undefined;
  const names = dataSources.map(({ name: known }) => known);
  if (!names.includes(dataSource))
    (service ?? part).error(
      'This names no data source of the app.',
      `Write ${names.join(' or ') || 'one'} as mongo_service_name.`,
    );
  return {
    dataSource,
    database,
    collection,
    userIdField,
    ...(onCreation !== undefined && { onUserCreationFunctionName: onCreation }),
  };
}
