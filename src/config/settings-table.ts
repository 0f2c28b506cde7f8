import { settingEntries } from './settings.ts';

/** Every setting as a Markdown table, for the documentation. */
export function settingsTable(): string {
  const rows = settingEntries.map(([name, setting]) => {
    const { flag, env, inFile, help } = setting;
    const byDefault = setting.defaultHelp ?? (typeof setting.default === 'string' ? `\`${setting.default}\`` : 'none');
    return [
      flag === undefined ? '' : `\`--${flag}\``,
      `\`${env}\``,
      inFile === false ? '' : `\`${name}\``,
      byDefault,
      help,
    ];
  });
  const head = ['flag', 'environment', 'config file', 'default', 'what it is'];
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
