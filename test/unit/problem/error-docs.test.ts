import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { withErrors } from '../../../scripts/error-docs.ts';
import { catalogue } from '../../../src/problem/index.ts';

const published = await readFile('docs/admin-errors.md', 'utf8');

it('docs/admin-errors.md has the errors of today (npm run generate mends it)', () => {
  expect(published).toBe(withErrors(published));
});

it.each(Object.entries(catalogue))('%s is in it once, with its status', (code, { status }) => {
  expect(published.split(`| ${status} | \`${code}\` |`)).toHaveLength(2);
});
