import type { Check, Row, SuiteResult } from './suite.ts';

/** A suite's figures and verdicts as text, in columns. */
export function formatResult({ title, rows, checks }: SuiteResult): string {
  return [title, formatTable(rows), formatTable(checks.map(verdict))].filter((part) => part !== '').join('\n\n');
}

function verdict({ what, measured, target, pass }: Check): Row {
  return { promise: what, measured, target, verdict: pass ? 'pass' : 'SHORT' };
}

/** The rows under their keys; numbers to the right. */
export function formatTable(rows: readonly Row[]): string {
  const [first] = rows;
  if (first === undefined) return '';
  const columns = Object.keys(first).map((name) => {
    const cells = rows.map((row) => row[name] ?? '');
    const width = Math.max(name.length, ...cells.map((cell) => String(cell).length));
    const pad = (text: string): string => (typeof cells[0] === 'number' ? text.padStart(width) : text.padEnd(width));
    return [pad(name), '-'.repeat(width), ...cells.map((cell) => pad(String(cell)))];
  });
  const lines = [...Array(rows.length + 2).keys()];
  return lines
    .map((line) =>
      columns
        .map((column) => column[line])
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
