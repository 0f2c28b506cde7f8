import type { Comparison, Conversion } from './expression.ts';

/** Operators that compare, by their name without `$` or `%`; `negated` ones are the opposite. */
export const comparisons: ReadonlyMap<string, { readonly comparison: Comparison; readonly negated: boolean }> = new Map(
  (
    [
      ['eq', 'eq', false],
      ['ne', 'eq', true],
      ['in', 'in', false],
      ['nin', 'in', true],
      ['all', 'all', false],
      ['gt', 'gt', false],
      ['gte', 'gte', false],
      ['lt', 'lt', false],
      ['lte', 'lte', false],
      ['exists', 'exists', false],
    ] as const
  ).map(([name, comparison, negated]) => [name, { comparison, negated }]),
);

export const logical: ReadonlySet<string> = new Set(['and', 'or', 'nor', 'not']);

const conversions: ReadonlySet<string> = new Set<Conversion>([
  'stringToOid',
  'oidToString',
  'stringToUuid',
  'uuidToString',
]);

export function isConversion(name: string): name is Conversion {
  return conversions.has(name);
}

/** The name of an operator without its prefix, `$` or `%`; undefined for expansions and field names. */
export function operatorName(key: string): string | undefined {
  if (key.startsWith('%%')) return undefined;
  return key.startsWith('$') || key.startsWith('%') ? key.slice(1) : undefined;
}

/** For messages. */
export function knownOperators(): string {
  return [...comparisons.keys(), ...logical, ...conversions, 'function'].map((name) => `%${name}`).join(', ');
}
