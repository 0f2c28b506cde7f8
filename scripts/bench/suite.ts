import { fileURLToPath } from 'node:url';

/** Where results go; git ignores it. */
export const resultsFolder = fileURLToPath(new URL('../../bench-results/', import.meta.url));

/** How a suite is run. */
export interface BenchOptions {
  /** Seconds instead of minutes: shows that the benchmark works, and no more. */
  readonly quick: boolean;
  /** Profiles the service instead of comparing it. */
  readonly profile: boolean;
}

export type Row = Readonly<Record<string, string | number>>;

/** One promise, and whether this run kept it. */
export interface Check {
  readonly what: string;
  readonly measured: number;
  readonly target: string;
  readonly pass: boolean;
}

export interface SuiteResult {
  readonly title: string;
  /** The same columns in every row. */
  readonly rows: readonly Row[];
  readonly checks: readonly Check[];
}

export type Suite = (options: BenchOptions) => Promise<SuiteResult>;

export function atLeast(what: string, measured: number, bound: number): Check {
  return { what, measured: round(measured), target: `≥ ${bound}`, pass: measured >= bound };
}

export function atMost(what: string, measured: number, bound: number): Check {
  return { what, measured: round(measured), target: `≤ ${bound}`, pass: measured <= bound };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low = Number.NaN, high = low] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return (low + high) / 2;
}

/** Three significant digits, as far as there is a point: 0.123, 1.23, 12.3, 1234. */
export function round(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}

/** A line of progress, apart from the results. */
export function progress(text: string): void {
  process.stderr.write(`${text}\n`);
}
