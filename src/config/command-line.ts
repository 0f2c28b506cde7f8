import { settingEntries } from './settings.ts';

/** One flag of the command line, as commander's Option takes it. */
export interface CommandLineFlag {
  /** `--data-dir <path>`. */
  readonly syntax: string;
  readonly help: string;
}

/** The flags of every command that starts the service; commander names them as the settings are named. */
export function commandLineFlags(): CommandLineFlag[] {
  return settingEntries.flatMap(([, { flag, kind, env, help, ...setting }]) => {
    if (flag === undefined) return [];
    const byDefault = setting.defaultHelp ?? (typeof setting.default === 'string' ? setting.default : undefined);
    return {
      syntax: `--${flag} ${kind.placeholder}`.trim(),
      help: `${help} (env: ${env}${byDefault === undefined ? '' : `, default: ${byDefault}`})`,
    };
  });
}
