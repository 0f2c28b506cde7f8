import { always } from './expression/expression.ts';
import { parseExpression } from './expression/parse-expression.ts';
import { parseQuery } from './expression/parse-query.ts';
import { parseName } from './parse-role.ts';
import type { Place } from './place.ts';
import { type Fields, fieldsOf } from './rule-fields.ts';
import type { RuleFilter } from './rule-set.ts';

export function parseFilter(json: unknown, place: Place): RuleFilter {
  const fields = fieldsOf(json, place);
  const scope = { sees: 'user', name: 'apply_when of a filter' } as const;
  const filter: RuleFilter = {
    name: parseName(fields),
    applyWhen: parseExpression(fields.get('apply_when') ?? true, place.below('apply_when'), scope),
    query: parseFilterQuery(fields),
    projection: parseProjection(fields),
  };
  fields.end('id', '_id');
  return filter;
}

function parseFilterQuery(fields: Fields) {
  const json = fields.get('query');
  if (json === undefined) return always;
  return parseQuery(json, fields.place.below('query'));
}

function parseProjection(fields: Fields): RuleFilter['projection'] {
  const json = fields.get('projection');
  if (json === undefined) return undefined;
  const place = fields.place.below('projection');
  const entries = fieldsOf(json, place).all();
  if (entries.length === 0) return undefined;
  const shown = entries.map(([name, value]): [string, boolean] => [name, isShown(value, place.below(name))]);
  requireOneKind(shown, place);
  return Object.fromEntries(shown);
}

function isShown(value: unknown, place: Place): boolean {
  if (value !== true && value !== 1 && value !== false && value !== 0) {
    place.error('Expected 1 to show the field or 0 to hide it.', 'Write 1 or 0.');
  }
  return value === true || value === 1;
}

function requireOneKind(shown: readonly [string, boolean][], place: Place): void {
  const kinds = new Set(shown.filter(([name]) => name !== '_id').map(([, shows]) => shows));
  if (kinds.size === 2) {
    place.error('A projection shows or hides; only _id may differ.', 'Keep the fields with 1 or those with 0.');
  }
  for (const [name] of shown) {
    if (name.split('.').some((part) => part === '' || part.startsWith('$'))) {
      place.below(name).error(`"${name}" is not the name of a field.`, 'Write the dotted name of a field.');
    }
  }
}
