import type { SchemaValidation } from './definition.ts';
import { fieldsOf } from './fields.ts';
import type { Folder } from './folder.ts';

/** docgate's own: exports have no place for what App Services kept as settings of the app. */
export const schemaValidationFile = 'schema_validation.json';

/** How far documents are held to schemas, the safest of it where the file does not say; undefined without the file. */
export function readSchemaValidation(folder: Folder): SchemaValidation | undefined {
  const part = folder.json(schemaValidationFile);
  if (part === undefined) return undefined;
  const fields = fieldsOf(part);
  const nullTypes = fields.flag('null_types');
  const level = fields.choice('read_validation_level', ['OFF', 'STRICT'], 'OFF');
  const reads = fields.choice('read_validation_action', ['ERROR', 'WARN'], 'ERROR');
  fields.end();
  return { nullTypes, ...(level === 'STRICT' && { reads }) };
}
