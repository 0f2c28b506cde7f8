import { fieldsOf } from './fields.ts';
import type { Folder } from './folder.ts';
import type { DataApiSettings } from './http-definition.ts';
import type { Part } from './part.ts';
import { readExpression } from './read-expression.ts';
import { readRunAs } from './read-run-as.ts';
import { readValidation } from './read-validation.ts';

/** Exports have the first or the last; the documentation names those between. */
export const dataApiFiles: readonly string[] = [
  'https_endpoints/gen_endpoints_config.json',
  'https_endpoints/data_api_config.json',
  'http_endpoints/gen_endpoints_config.json',
  'http_endpoints/data_api_config.json',
];
const versions = ['v1', 'beta'] as const;

/** The settings of the Data API. An app without them has it switched off. */
export function readDataApi(folder: Folder): DataApiSettings {
  const [part, ...others] = dataApiFiles.flatMap((file) => folder.json(file) ?? []);
  for (const other of others)
    other.warning(`${part?.file} holds the settings: this file has no effect.`, 'Remove one.');
  return part === undefined ? switchedOff : readSettings(part);
}

const switchedOff: DataApiSettings = {
  disabled: true,
  versions: ['v1'],
  returnType: 'JSON',
  runAs: { as: 'application' },
  canEvaluate: {},
  validation: { method: 'NO_VALIDATION' },
  logFunctionArguments: false,
  createUserOnAuth: false,
  fetchCustomUserData: false,
};

function readSettings(part: Part): DataApiSettings {
  const fields = fieldsOf(part);
  const given = fields.get('versions')?.items();
  const settings = {
    disabled: fields.flag('disabled'),
    versions: given?.map((version) => version.choice(versions)).filter((version) => version !== undefined) ?? ['v1'],
    returnType: fields.choice('return_type', ['JSON', 'EJSON'], 'JSON'),
    runAs: readRunAs(fields),
    canEvaluate: readExpression(fields.get('can_evaluate')),
    validation: readValidation(fields),
    logFunctionArguments: fields.flag('log_function_arguments'),
    createUserOnAuth: fields.flag('create_user_on_auth'),
    fetchCustomUserData: fields.flag('fetch_custom_user_data'),
  } as const;
  fields.end('id', '_id');
  return settings;
}
