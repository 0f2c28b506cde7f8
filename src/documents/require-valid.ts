import { BSON, type Document } from '../mongo/index.ts';
import { Problem } from '../problem/index.ts';
import type { Violation } from '../schemas/index.ts';
import type { Access } from './access.ts';

const mostNamed = 100;

/**
 * Holds a document that is about to stay against the collection's schema.
 * @param before undefined for a new one
 * @throws Problem SCHEMA_VALIDATION_FAILED that names every path that fails
 */
export function requireValid({ schema, context }: Access, document: Document, before: Document | undefined): void {
  const violations = schema?.validate(document, before, context) ?? [];
  if (violations.length === 0) return;
  const named = violations.slice(0, mostNamed);
  const texts = named.map(({ path, message }) => `${path}: ${message}`);
  const others = violations.length - named.length;
  if (others > 0) texts.push(`and ${others} more`);
  throw new Problem('SCHEMA_VALIDATION_FAILED', {
    parameters: [idText(document['_id']), texts.join(', ')],
    errors: named.map(toFieldError),
  });
}

function toFieldError({ path, message, keyword }: Violation) {
  return { path: path === '(root)' ? '' : `/${path.replaceAll('.', '/')}`, message, rule: keyword };
}

/** As MongoDB's shell writes it. */
function idText(id: unknown): string {
  const text = BSON.EJSON.stringify(id, { relaxed: true });
  return text.replace(/^\{"\$oid":("[0-9a-f]{24}")\}$/, 'ObjectID($1)');
}
