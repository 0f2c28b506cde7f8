import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Ajv } from 'ajv';
import { parse as parseYaml } from 'yaml';
import { describeFileErrors } from './file-errors.ts';
import { fileSchema } from './file-schema.ts';
import { codeOf, reasonOf } from './reason.ts';
import { settingEntries, type SettingName } from './settings.ts';
import { StartError } from './start-error.ts';

export interface RawDataSource {
  readonly name: string;
  readonly uri: string;
  readonly caFile?: string;
  readonly retryWrites?: boolean;
  readonly maxPoolSize?: number;
}

export interface RawMount {
  readonly database?: string;
  readonly collection?: string;
  readonly dataSource?: string;
  readonly methods?: readonly ('GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE')[];
  readonly users?: readonly { readonly username: string; readonly password: string }[];
  readonly auth?: 'none';
  readonly defaultLimit?: number;
  readonly maxLimit?: number;
  readonly maxTimeMs?: number;
  readonly allowServerSideJavaScript?: boolean;
}

/** A config file whose shape has been checked; texts in it are not read yet. */
export interface ConfigFile {
  readonly path: string;
  readonly directory: string;
  readonly content: Partial<Record<SettingName, string | number | boolean | readonly string[]>> & {
    readonly dataSources?: readonly RawDataSource[];
    readonly docdb?: { readonly mounts?: readonly RawMount[] };
  };
}

/** @throws StartError that names file, place and mend. */
export function readConfigFile(path: string): ConfigFile {
  const parsed: unknown = underSettingNames(parse(path, readText(path)));
  const validate = new Ajv({ allErrors: true, verbose: true, allowUnionTypes: true }).compile<ConfigFile['content']>(
    fileSchema,
  );
  if (!validate(parsed))
    throw new StartError(
      describeFileErrors(validate.errors ?? [])
        .map((line) => `${path}: ${line}`)
        .join('\n'),
    );
  return { path, directory: dirname(path), content: parsed };
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new StartError(
      `The config file ${path} cannot be read (${codeOf(cause)}). Give another with --config, or leave it away.`,
      { cause },
    );
  }
}

/** YAML 1.2 holds JSON, so one parser serves both. */
function parse(path: string, text: string): unknown {
  try {
    return parseYaml(text, { prettyErrors: true, uniqueKeys: true, maxAliasCount: 100 }) ?? {};
  } catch (cause) {
    // Its further lines show the place in the file, which may hold a password.
    const [where = ''] = reasonOf(cause).trim().split('\n');
    throw new StartError(`${path}: ${where.replace(/:$/, '')}`);
  }
}

/** Takes the flags' spelling (`data-dir`) for a setting's name (`dataDir`) as well. */
function underSettingNames(parsed: unknown): unknown {
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return parsed;
  const byFlag = new Map(
    settingEntries.flatMap(([name, { flag }]) => (flag === undefined ? [] : [[flag, name] as const])),
  );
  return Object.fromEntries(Object.entries(parsed).map(([key, value]) => [byFlag.get(key) ?? key, value as unknown]));
}
