import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { stringify } from 'yaml';
import { readContractText } from '../contract/index.ts';
import { ask } from './ask.ts';
import { serviceUrl, urlOption } from './connection.ts';

interface Options {
  readonly app?: string;
  readonly url?: string;
  readonly output?: string;
  readonly json?: true;
}

/** The service's own contract is a file of this package, so no service needs to run; an app's own comes from where it is served. */
export function openapiCommand(): Command {
  return new Command('openapi')
    .description("write the service's OpenAPI contract, or that of one app")
    .option('--app <id>', "an app's own contract, from a running service: its collections, typed by its schemas")
    .option(...urlOption)
    .option(
      '-o, --output <file>',
      'file to write; its ending says the format: .json, .yaml or .yml (default: JSON on stdout)',
    )
    .option('--json', 'JSON, whatever the file is called')
    .action(async ({ app, url, output, json }: Options) => {
      const text = app === undefined ? readContractText() : await contractOf(app, serviceUrl({ ...(url && { url }) }));
      const wanted =
        json !== true && output !== undefined && /\.ya?ml$/i.test(output) ? stringify(JSON.parse(text)) : text;
      if (output === undefined) process.stdout.write(wanted);
      else await writeFile(output, wanted);
    });
}

/** @throws Error with what the service says when it serves no such app */
async function contractOf(app: string, url: string): Promise<string> {
  const response = await ask(url, `/app/${encodeURIComponent(app)}/openapi.json?pretty=true`);
  const text = await response.text();
  if (response.ok) return text;
  throw new Error(`${url} has answered ${response.status}: ${text}`);
}
