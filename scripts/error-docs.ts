import { readFile, writeFile } from 'node:fs/promises';
import { adminCodes, catalogue } from '../src/problem/index.ts';

const path = 'docs/admin-errors.md';

interface Entry {
  readonly status: number;
  readonly title: string;
  /** Absent where no message is fixed: then the detail says what is wrong with this very request. */
  readonly message?: string;
}

const all: readonly [code: string, entry: Entry][] = Object.entries(catalogue);
const tables = {
  'admin codes': all.filter(([code]) => Object.hasOwn(adminCodes, code)),
  'common codes': all.filter(([code]) => !Object.hasOwn(adminCodes, code)),
};

/** The documentation's text with the error catalogue as it is now. */
export function withErrors(markdown: string): string {
  return Object.entries(tables).reduce((text, [name, entries]) => {
    const between = new RegExp(`(<!-- ${name}: [^\\n]* -->\\n)[\\s\\S]*?(<!-- /${name} -->)`);
    return text.replace(between, (_all, start: string, end: string) => `${start}\n${tableOf(entries)}\n\n${end}`);
  }, markdown);
}

/** As Markdown, by status and then by code. */
function tableOf(entries: readonly [code: string, entry: Entry][]): string {
  const rows = entries
    .toSorted(([a, { status: one }], [b, { status: other }]) => one - other || (a < b ? -1 : 1))
    .map(([code, { status, title, message }]) => [`${status}`, `\`${code}\``, message ?? title]);
  const head = ['status', 'code', 'message'];
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

if (import.meta.main) await writeFile(path, withErrors(await readFile(path, 'utf8')));
