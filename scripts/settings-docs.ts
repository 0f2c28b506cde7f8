import { readFile, writeFile } from 'node:fs/promises';
import { settingsTable } from '../src/config/index.ts';

const path = 'docs/configuration.md';
const between = /(<!-- settings: [^\n]* -->\n)[\s\S]*?(<!-- \/settings -->)/;

/** The documentation's text with the table of settings as they are now. */
export function withSettings(markdown: string): string {
  return markdown.replace(between, (_all, start: string, end: string) => `${start}\n${settingsTable()}\n\n${end}`);
}

if (import.meta.main) await writeFile(path, withSettings(await readFile(path, 'utf8')));
