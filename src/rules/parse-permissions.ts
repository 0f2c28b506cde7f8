import { type Expression, never } from './expression/expression.ts';
import { parseExpression } from './expression/parse-expression.ts';
import type { Place } from './place.ts';
import type { Permissions } from './rule-set.ts';
import { type Fields, fieldsOf } from './rule-fields.ts';

/** An expression about the document, at a field that may be absent. */
export function optionalExpression(fields: Fields, name: string): Expression | undefined {
  const json = fields.get(name);
  if (json === undefined) return undefined;
  return parseExpression(json, fields.place.below(name), { sees: 'document', name });
}

/** `read`, `write`, `fields` and `additional_fields` of a role or of a field. */
export function parsePermissions(fields: Fields): Permissions {
  const additional = fields.get('additional_fields');
  const permissions: Permissions = {
    read: optionalExpression(fields, 'read'),
    write: optionalExpression(fields, 'write'),
    fields: parseFields(fields.get('fields'), fields.place.below('fields')),
    additional: additional === undefined ? undefined : parseField(additional, fields.place.below('additional_fields')),
  };
  return withFieldsThatWrite(permissions, fields.place);
}

function parseFields(json: unknown, place: Place): ReadonlyMap<string, Permissions> {
  if (json === undefined) return new Map();
  const names = fieldsOf(json, place);
  return new Map(names.all().map(([name, value]) => [name, parseNamed(name, value, place.below(name))]));
}

function parseNamed(name: string, json: unknown, place: Place): Permissions {
  if (name === '' || name.includes('.')) {
    place.error(`"${name}" is not the name of a field.`, 'Nest "fields" for the fields of embedded documents.');
  }
  if (name.startsWith('$') || name.startsWith('%')) {
    place.error(`"${name}" is not the name of a field.`, 'Write conditions under "read" and "write".');
  }
  return parseField(json, place);
}

function parseField(json: unknown, place: Place): Permissions {
  const fields = fieldsOf(json, place);
  const permissions = parsePermissions(fields);
  fields.end();
  return permissions;
}

/**
 * MongoDB's documentation has roles with `"write": false` whose fields may be written, and a flowchart that denies them.
 * They are taken field by field, as their authors mean it.
 */
function withFieldsThatWrite(permissions: Permissions, place: Place): Permissions {
  if (permissions.write !== never || !hasWritable(permissions)) return permissions;
  place
    .below('write')
    .warning('"write": false stands beside fields that may be written; they can be.', 'Remove "write" here.');
  return { ...permissions, read: permissions.read, write: undefined };
}

function hasWritable({ fields, additional }: Permissions): boolean {
  const parts = additional === undefined ? [...fields.values()] : [...fields.values(), additional];
  return parts.some((part) => (part.write ?? never) !== never || hasWritable(part));
}
