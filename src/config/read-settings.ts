import type { ConfigFile } from './config-file.ts';
import type { ReadingContext } from './kinds.ts';
import type { ConfigSources } from './config-sources.ts';
import { settingEntries, settings, type Setting, type SettingName, type SettingValues } from './settings.ts';
import { StartError } from './start-error.ts';
import { reasonOf } from './reason.ts';

interface Said {
  readonly text: string;
  /** For the error message: `--port`, `PORT`, `docgate.yaml: port`. */
  readonly place: string;
  readonly directory: string;
  readonly usage?: boolean;
}

/** Every setting's value: flags beat the environment, which beats the file, which beats the default. */
export function readSettings(sources: ConfigSources, file: ConfigFile | undefined): SettingValues {
  const read = settingEntries.map(([name, setting]) => [name, readSetting(name, setting, sources, file)] as const);
  return Object.fromEntries(read) as SettingValues;
}

/** The config file's path: the one setting that is needed before the others. */
export function readConfigPath(sources: ConfigSources): string | undefined {
  return readSetting('config', settings.config, sources, undefined) as string | undefined;
}

function readSetting(
  name: SettingName,
  setting: Setting,
  sources: ConfigSources,
  file: ConfigFile | undefined,
): unknown {
  const said =
    fromFlag(name, setting, sources) ??
    fromEnvironment(setting, sources) ??
    fromFile(name, file) ??
    byDefault(setting, sources);
  return said && parse(setting, said, { directory: said.directory, env: sources.env });
}

function fromFlag(name: SettingName, { flag }: Setting, { flags, directory }: ConfigSources): Said | undefined {
  const text = flags[name];
  return text === undefined
    ? undefined
    : { text: text === true ? 'true' : text, place: `--${flag}`, directory, usage: true };
}

/** An empty variable is one that is not set: container files and CI often cannot do otherwise. */
function fromEnvironment({ env: variable }: Setting, { env, directory }: ConfigSources): Said | undefined {
  const text = env[variable];
  return text === undefined || text === '' ? undefined : { text, place: variable, directory };
}

function fromFile(name: SettingName, file: ConfigFile | undefined): Said | undefined {
  const value = file?.content[name];
  return file === undefined || value === undefined
    ? undefined
    : { text: String(value), place: `${file.path}: ${name}`, directory: file.directory };
}

function byDefault(setting: Setting, { env, directory }: ConfigSources): Said | undefined {
  const text = typeof setting.default === 'function' ? setting.default(env) : setting.default;
  return text === undefined ? undefined : { text, place: setting.env, directory };
}

function parse({ kind }: Setting, { text, place, usage = false }: Said, context: ReadingContext): unknown {
  if (text === '') throw new StartError(`${place} must not be empty`, { usage });
  try {
    return kind.parse(text, context);
  } catch (cause) {
    throw new StartError(`${place} ${reasonOf(cause)}`, { usage, cause });
  }
}
