import type { Document } from '../mongo/index.ts';
import type { ReadPlan } from '../rules/index.ts';
import type { Violation } from '../schemas/index.ts';
import type { Access } from './access.ts';
import { misfit } from './require-valid.ts';

/**
 * Holds a document that the user sees to the schema of its collection, whole, where the app has reads validated. What it was
 * before is what it is: nothing changes.
 * @throws Problem READ_VALIDATION_FAILED that names every path that fails and may be told of, unless the app only wants to know
 */
export function validateRead(access: Access, { mayTell }: Pick<ReadPlan, 'mayTell'>, document: Document): void {
  const { readValidation, schema, context, onMisfit } = access;
  if (readValidation === undefined || schema === undefined) return;
  const violations = schema.validate(document, document, context);
  if (violations.length === 0) return;
  onMisfit?.(reasonOf(violations, schema));
  if (readValidation === 'WARN') return;
  throw misfit('READ_VALIDATION_FAILED', document, violations, (steps) => mayTell(document, steps));
}

const mostNamed = 10;

function reasonOf(violations: readonly Violation[], schema: NonNullable<Access['schema']>): string {
  const texts = violations.slice(0, mostNamed).map((violation) => schema.inOwnWords(violation));
  return `A document that was read does not fit the schema: ${texts.join(', ')}`;
}
