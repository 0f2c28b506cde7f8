import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { withSettings } from '../../../scripts/settings-docs.ts';

it('docs/configuration.md has the settings of today (npm run generate mends it)', async () => {
  const markdown = await readFile('docs/configuration.md', 'utf8');
  expect(markdown).toBe(withSettings(markdown));
});
