import { describe, expect, it } from 'vitest';
import { commandLineFlags, settingsTable } from '../../../src/config/index.ts';
import { suggest } from '../../../src/spelling/index.ts';
import { settingEntries } from '../../../src/config/settings.ts';

describe('the table of settings', () => {
  it('names a flag as commander names its value', () => {
    const flagged = settingEntries.filter(([, { flag }]) => flag !== undefined);
    const camelCase = (flag = ''): string => flag.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
    expect(flagged.map(([, { flag }]) => camelCase(flag))).toEqual(flagged.map(([name]) => name));
  });

  it('uses no variable twice', () => {
    const variables = settingEntries.map(([, { env }]) => env);
    expect(new Set(variables).size).toBe(variables.length);
  });

  it('documents every setting', () => {
    const table = settingsTable();
    for (const [, { env, flag }] of settingEntries)
      expect(table).toContain(flag === undefined ? `\`${env}\`` : `\`--${flag}\` | \`${env}\``);
    expect(table.split('\n')).toHaveLength(settingEntries.length + 2);
  });

  it('gives every flag a help that names its variable', () => {
    expect(commandLineFlags().find(({ syntax }) => syntax === '--port <number>')?.help).toContain(
      'env: PORT, default: 8080',
    );
  });
});

describe('suggest', () => {
  it.each([
    ['hots', 'host'],
    ['data-dri', 'dataDir'],
    ['user', 'users'],
    ['something', undefined],
    ['', undefined],
  ])('%s → %s', (name, meant) => {
    expect(suggest(name, ['host', 'port', 'dataDir', 'users'])).toBe(meant);
  });
});
