import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { stringify } from 'yaml';
import { readContractText } from '../contract/index.ts';

/** The service's own contract: a file of this package, so no service needs to run. */
export function openapiCommand(): Command {
  return new Command('openapi')
    .description("write the service's OpenAPI contract")
    .option(
      '-o, --output <file>',
      'file to write; its ending says the format: .json, .yaml or .yml (default: JSON on stdout)',
    )
    .option('--json', 'JSON, whatever the file is called')
    .action(async ({ output, json }: { output?: string; json?: true }) => {
      const text = readContractText();
      const wanted =
        json !== true && output !== undefined && /\.ya?ml$/i.test(output) ? stringify(JSON.parse(text)) : text;
      if (output === undefined) process.stdout.write(wanted);
      else await writeFile(output, wanted);
    });
}
