import { Option, type Command } from 'commander';
import { processEnvironment, reasonOf, resolveSecret } from '../../config/index.ts';
import { AdminApiError, type AdminApi, type Answer } from '../admin-api.ts';
import { clientCommand, connect, write, type ConnectionOptions } from '../connection.ts';
import { givenSecret } from '../given-secret.ts';
import { findApp, projectOption, type ProjectOption } from './find-app.ts';
import { dataSourcesPath, linkName, placeOf, servicesOf, whereItIs } from './linked.ts';

interface Options extends ConnectionOptions, ProjectOption {
  readonly readPreference?: string;
}

const modes = ['primary', 'primaryPreferred', 'secondary', 'secondaryPreferred', 'nearest'];

export function linkCommand(): Command {
  return clientCommand('link', 'connect a data source name of an app to a MongoDB; without a link: the service’s own')
    .argument('<id>', "the app's id")
    .argument('<service>', 'the name that the app calls the data source')
    .argument('<uri>', 'a connection string, or env:NAME or file:PATH of this machine; - reads it from standard input')
    .addOption(
      new Option(
        '--read-preference <mode>',
        "who answers reads (default: the connection string's, else the app's)",
      ).choices(modes),
    )
    .option(...projectOption)
    .action(link);
}

async function link(id: string, service: string, given: string, options: Options): Promise<void> {
  const api = connect(options);
  const path = await findApp(api, id, options);
  const services = await servicesOf(api, path);
  const known = services.find(({ name }) => name === service);
  if (known === undefined) throw new Error(`The app ${id} has no data source ${service}. ${has(services)}`);
  const uri = await readUri(given);
  const readPreference = options.readPreference ?? ofUri(uri) ?? known.readPreference;
  const answer = await store(api, dataSourcesPath(path), linkName(id, service), { uri, readPreference });
  const place = placeOf(id, service, new Map([[linkName(id, service), answer]]));
  write(options, answer, [`${id}: ${service} is ${whereItIs(place)}.`]);
}

function has(services: readonly { readonly name: string }[]): string {
  return services.length === 0 ? 'It has none.' : `It has: ${services.map(({ name }) => name).join(', ')}.`;
}

/** Only the operator may have the service read its own environment and files: what this machine has now is sent. */
async function readUri(given: string): Promise<string> {
  if (given === '-') return (await givenSecret(given)).trim();
  const uri = resolved(given);
  if (uri !== given)
    process.stderr.write(`${given} was read once, here: when it changes, link again. The service does not read it.\n`);
  return uri.trim();
}

function resolved(given: string): string {
  try {
    return resolveSecret(given, { directory: process.cwd(), env: processEnvironment() });
  } catch (error) {
    throw new Error(`The connection string ${reasonOf(error)}`, { cause: error });
  }
}

function ofUri(uri: string): string | undefined {
  return /[?&]readPreference=([^&]+)/i.exec(uri)?.[1];
}

/** Most links are changed more often than they are made, with a new password. */
async function store(api: AdminApi, path: string, name: string, settings: Answer): Promise<Answer> {
  try {
    return await api.call('PATCH', `${path}/${encodeURIComponent(name)}`, settings);
  } catch (error) {
    if (!(error instanceof AdminApiError) || error.body['errorCode'] !== 'DATA_SOURCE_NOT_FOUND') throw error;
    return api.call('POST', path, { name, ...settings });
  }
}
