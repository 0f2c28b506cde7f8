import { Command } from 'commander';
import { processEnvironment, StartError } from '../config/index.ts';
import { createAdminApi, type AdminApi } from './admin-api.ts';

/** The options of every command that speaks to a running service. */
export interface ConnectionOptions {
  readonly url?: string;
  readonly publicKey?: string;
  readonly privateKey?: string;
  readonly json?: true;
}

export const urlOption = ['--url <url>', 'the service (DOCGATE_URL; default: http://127.0.0.1:8080)'] as const;

/** A command with these options. */
export function clientCommand(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .option(...urlOption)
    .option('--public-key <key>', 'public part of an API key (DOCGATE_PUBLIC_KEY)')
    .option('--private-key <key>', 'private part of the API key (DOCGATE_PRIVATE_KEY)')
    .option('--json', 'the answer as JSON');
}

/** The address that the option or the environment names. @throws StartError for the usage */
export function serviceUrl({ url = processEnvironment()['DOCGATE_URL'] }: Pick<ConnectionOptions, 'url'>): string {
  if (url === undefined) return 'http://127.0.0.1:8080';
  if (/^https?:\/\//.test(url) && URL.canParse(url)) return url;
  throw new StartError(`--url must be an address such as http://127.0.0.1:8080, not "${url}"`, { usage: true });
}

/** The admin API that the options and the environment name. @throws StartError for the usage when they do not */
export function connect(options: ConnectionOptions): AdminApi {
  const env = processEnvironment();
  const url = serviceUrl(options);
  const publicKey = options.publicKey ?? env['DOCGATE_PUBLIC_KEY'];
  const privateKey = options.privateKey ?? env['DOCGATE_PRIVATE_KEY'];
  if (publicKey === undefined || privateKey === undefined)
    throw new StartError(
      'An API key is needed: --public-key and --private-key, or DOCGATE_PUBLIC_KEY and DOCGATE_PRIVATE_KEY. The first start prints one.',
      { usage: true },
    );
  return createAdminApi({ url, publicKey, privateKey });
}

/** Writes an answer: as JSON where that was asked, else as the lines say. */
export function write(options: ConnectionOptions, answer: unknown, lines: readonly string[]): void {
  process.stdout.write(options.json === true ? `${JSON.stringify(answer, null, 2)}\n` : `${lines.join('\n')}\n`);
}
