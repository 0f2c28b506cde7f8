import type { Violation } from './place.ts';

/** A violation without names that only documents have: a field that the schema does not name is `*`. */
export function inWordsOf(schema: unknown): (violation: Violation) => string {
  const words = wordsOf(schema);
  return ({ tellsOf, message }) => {
    const steps = tellsOf.at(-1) ?? [];
    const known = steps.map((step) => (typeof step === 'number' || words.has(step) ? step : '*'));
    return `${known.length === 0 ? '(root)' : known.join('.')}: ${message}`;
  };
}

/** All names and texts in a schema. */
function wordsOf(schema: unknown, words = new Set<string>()): ReadonlySet<string> {
  if (typeof schema === 'string') words.add(schema);
  if (typeof schema !== 'object' || schema === null) return words;
  for (const [name, value] of Object.entries(schema)) {
    words.add(name);
    wordsOf(value, words);
  }
  return words;
}
