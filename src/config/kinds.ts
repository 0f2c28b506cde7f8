import { readFileSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { Secret } from '../secrets/index.ts';
import type { Environment } from './environment.ts';
import { codeOf } from './reason.ts';

/** What the text of a setting is read against. */
export interface ReadingContext {
  /** Relative paths start here: the working directory, or the folder of the config file. */
  readonly directory: string;
  readonly env: Environment;
}

/** A kind of value: how its text is read, and what a config file may say instead of text. */
export interface Kind<Value> {
  /** `<number>`; `[proxies]` when the flag may stand alone; empty for a flag without value. */
  readonly placeholder: string;
  readonly schema: object;
  /** @throws Error whose message ends the sentence "`--port` …". */
  parse(text: string, context: ReadingContext): Value;
}

const plainText = { type: 'string', minLength: 1 };

export const text: Kind<string> = { placeholder: '<text>', schema: plainText, parse: (value) => value };

export const path: Kind<string> = {
  placeholder: '<path>',
  schema: plainText,
  parse: (value, { directory }) => resolve(directory, value),
};

export function wholeNumber(minimum: number, maximum: number): Kind<number> {
  return {
    placeholder: '<number>',
    schema: { type: 'integer', minimum, maximum },
    parse(value) {
      const number = Number(value);
      if (!/^\d+$/.test(value) || number < minimum || number > maximum) {
        throw new Error(`must be a whole number from ${minimum} to ${maximum}, not ${JSON.stringify(value)}`);
      }
      return number;
    },
  };
}

export function oneOf<const Choice extends string>(choices: readonly Choice[]): Kind<Choice> {
  return {
    placeholder: '<name>',
    schema: { enum: choices },
    parse(value) {
      const chosen = choices.find((choice) => choice === value);
      if (chosen === undefined) throw new Error(`must be one of ${choices.join(', ')}, not ${JSON.stringify(value)}`);
      return chosen;
    },
  };
}

/** Names with commas between them, or `none`; a list in a config file. */
export const names: Kind<readonly string[]> = {
  placeholder: '<names>',
  schema: { type: ['string', 'array'], items: { type: 'string', pattern: '^\\w+$' } },
  parse(value) {
    const given = value.split(',').map((name) => name.trim());
    const wrong = given.find((name) => !/^\w+$/.test(name));
    if (wrong !== undefined)
      throw new Error(`must be names with commas between them, or none, not ${JSON.stringify(value)}`);
    return given.length === 1 && given[0] === 'none' ? [] : given;
  },
};

/** Names of a list that is known here. */
export function namesAmong(known: readonly string[]): Kind<readonly string[]> {
  return {
    ...names,
    parse(value, context) {
      const given = names.parse(value, context);
      const unknown = given.find((name) => !known.includes(name));
      if (unknown !== undefined) throw new Error(`must be among ${known.join(', ')}, not ${JSON.stringify(unknown)}`);
      return given;
    },
  };
}

/** A secret itself, or `env:NAME` or `file:PATH` that says where it is. */
export const secret: Kind<Secret> = {
  placeholder: '<secret>',
  schema: plainText,
  parse: (value, context) => new Secret(resolveSecret(value, context)),
};

/** The value itself, or what `env:NAME` or `file:PATH` holds. @throws Error that goes on after the name of what was read */
export function resolveSecret(value: string, { directory, env }: ReadingContext): string {
  const [, scheme, place = ''] = /^(env|file):(.*)$/s.exec(value) ?? [];
  if (scheme === undefined) return value;
  const found = scheme === 'env' ? env[place] : readSecretFile(resolve(directory, place));
  if (found === undefined || found === '') {
    throw new Error(
      scheme === 'env'
        ? `names the environment variable ${place}, which is not set`
        : `names the file ${place}, which is empty`,
    );
  }
  return found;
}

function readSecretFile(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    throw new Error(`names the file ${file}, which cannot be read (${codeOf(error)})`, { cause: error });
  }
}

/** A connection string, or `env:NAME` or `file:PATH`; the latter two stay, to be read again when the secret rotates. */
export const connectionString: Kind<Secret> = {
  placeholder: '<uri>',
  schema: plainText,
  parse(value, context) {
    const [, file] = /^file:(.*)$/s.exec(value) ?? [];
    if (!/^mongodb(\+srv)?:\/\//.test(resolveSecret(value, context).trim())) {
      throw new Error(
        'must be a connection string (mongodb://… or mongodb+srv://…), or env:NAME or file:PATH that holds one',
      );
    }
    return new Secret(file === undefined || isAbsolute(file) ? value : `file:${resolve(context.directory, file)}`);
  },
};

/** The public base of every link: `https://api.example.com/base`, without a slash at the end. */
export const baseUrl: Kind<string> = {
  placeholder: '<url>',
  schema: plainText,
  parse(value) {
    const url = URL.canParse(value) ? new URL(value) : undefined;
    if (
      url === undefined ||
      !/^https?:$/.test(url.protocol) ||
      url.search !== '' ||
      url.hash !== '' ||
      url.username !== ''
    ) {
      throw new Error(
        `must be an http or https URL without query, such as https://api.example.com, not ${JSON.stringify(value)}`,
      );
    }
    return url.href.replace(/\/+$/, '');
  },
};

/** Express' `trust proxy`, without its "trust everybody": false, a number of hops, or addresses and ranges. */
export const proxies: Kind<false | number | string> = {
  placeholder: '[proxies]',
  schema: { type: ['boolean', 'integer', 'string'], minimum: 0 },
  parse(value) {
    if (/^(|false|off|no|0)$/i.test(value)) return false;
    if (/^(true|on|yes)$/i.test(value)) return 1;
    if (/^\d+$/.test(value)) return Number(value);
    if (/^[\w.:/, ]+$/.test(value)) return value;
    throw new Error(
      `must be a number of proxies or their addresses (loopback, 10.0.0.0/8), not ${JSON.stringify(value)}`,
    );
  },
};

/** A database name that MongoDB takes on every platform. */
export const databaseName: Kind<string> = {
  placeholder: '<name>',
  schema: { type: 'string', pattern: '^[^/\\\\. "$*<>:|?\\0]{1,63}$' },
  parse(value) {
    if (!/^[^/\\. "$*<>:|?\0]{1,63}$/.test(value) || /^(admin|local|config)$/.test(value)) {
      throw new Error(`must be the name of a database (and not admin, local or config), not ${JSON.stringify(value)}`);
    }
    return value;
  },
};
