import { never } from './expression/expression.ts';
import { optionalExpression, parsePermissions } from './parse-permissions.ts';
import type { Place } from './place.ts';
import { type Fields, fieldsOf } from './rule-fields.ts';
import type { DocumentFilters, Role } from './rule-set.ts';

const longestName = 100;

export function parseRole(json: unknown, place: Place): Role {
  const fields = fieldsOf(json, place);
  const role: Role = {
    name: parseName(fields),
    applyWhen: parseApplyWhen(fields),
    documentFilters: parseDocumentFilters(fields),
    insert: optionalExpression(fields, 'insert'),
    delete: optionalExpression(fields, 'delete'),
    search: optionalExpression(fields, 'search'),
    permissions: parsePermissions(fields),
  };
  fields.end('id', '_id');
  return role;
}

/** The name of a role or filter. */
export function parseName(fields: Fields): string {
  const name = fields.get('name');
  if (typeof name === 'string' && name !== '' && name.length <= longestName) return name;
  fields.place.below('name').error(`Expected a name of 1 to ${longestName} characters.`, 'Add "name": "<name>".');
  return '';
}

/** Absent, a role would apply to everybody, by a slip perhaps: it has to be said. */
function parseApplyWhen(fields: Fields) {
  const expression = optionalExpression(fields, 'apply_when');
  if (expression === undefined) {
    fields.place.error('The role does not say when it applies.', 'Add "apply_when": {} if it always does.');
  }
  return expression ?? never;
}

function parseDocumentFilters(fields: Fields): DocumentFilters | undefined {
  const json = fields.get('document_filters');
  if (json === undefined) return undefined;
  const inner = fieldsOf(json, fields.place.below('document_filters'));
  const filters = { read: optionalExpression(inner, 'read'), write: optionalExpression(inner, 'write') };
  inner.end();
  warnOfOpenReads(filters, inner.place);
  return filters;
}

/** What a document filter does not say is true, and whoever may write may read. @see reference/app-services.md §2.3 */
function warnOfOpenReads({ read, write }: DocumentFilters, place: Place): void {
  if ((read === undefined) === (write === undefined)) return;
  const missing = read === undefined ? 'read' : 'write';
  place.warning(
    `Without "${missing}", the document filters restrict no reads: what they do not say is true, and who passes either may read.`,
    `Add "${missing}": the condition, or false.`,
  );
}
