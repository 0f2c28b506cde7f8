import { BSON, type Document } from '../mongo/index.ts';
import { type FieldError, Problem } from '../problem/index.ts';
import type { Steps, Violation } from '../schemas/index.ts';
import type { Access } from './access.ts';

const mostNamed = 100;

/**
 * Holds a document that is about to stay against the collection's schema.
 * @param before undefined for a new one
 * @param mayTell whether the user may hear of a place; all of a new document is the user's own
 * @throws Problem SCHEMA_VALIDATION_FAILED that names every path that fails and may be told of
 */
export function requireValid(
  { schema, context }: Access,
  document: Document,
  before: Document | undefined,
  mayTell: (steps: Steps) => boolean = () => true,
): void {
  const violations = schema?.validate(document, before, context) ?? [];
  if (violations.length > 0) throw misfit('SCHEMA_VALIDATION_FAILED', document, violations, mayTell);
}

/** What may not be told is not even said to be there beside what may. */
export function misfit(
  code: 'SCHEMA_VALIDATION_FAILED' | 'READ_VALIDATION_FAILED',
  document: Document,
  violations: readonly Violation[],
  mayTell: (steps: Steps) => boolean,
): Problem {
  const ids: unknown[] = mayTell(['_id']) ? [document['_id']] : [];
  const told = violations.filter(({ tellsOf }) => tellsOf.every(mayTell));
  const which = ids.map((id) => ` with _id: ${idText(id)}`).join('');
  const what = told.length === 0 ? 'it does not fit the schema of the collection' : textOf(told);
  return new Problem(code, {
    parameters: [which, what],
    errors: told.slice(0, mostNamed).map(toFieldError),
  });
}

function textOf(told: readonly Violation[]): string {
  const texts = told.slice(0, mostNamed).map(({ path, message }) => `${path}: ${message}`);
  if (told.length > mostNamed) texts.push(`and ${told.length - mostNamed} more`);
  return texts.join(', ');
}

function toFieldError({ path, message, keyword }: Violation): FieldError {
  return { path: path === '(root)' ? '' : `/${path.replaceAll('.', '/')}`, message, rule: keyword };
}

/** As MongoDB's shell writes it. */
function idText(id: unknown): string {
  const text = BSON.EJSON.stringify(id, { relaxed: true });
  return text.replace(/^\{"\$oid":("[0-9a-f]{24}")\}$/, 'ObjectID($1)');
}
