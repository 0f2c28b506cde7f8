import { Command } from 'commander';
import { clientCommand, connect, write, type ConnectionOptions } from '../connection.ts';
import { givenSecret } from '../given-secret.ts';
import { findApp, projectOption, resultsOf, type ProjectOption } from './find-app.ts';

type Options = ConnectionOptions & ProjectOption;

interface CreateOptions extends Options {
  readonly value?: string;
  readonly user?: string;
}

export function keyCommand(): Command {
  const command = new Command('key').description('the API keys of an app');
  for (const sub of [
    createCommand(),
    listCommand(),
    switchCommand('disable'),
    switchCommand('enable'),
    deleteCommand(),
  ])
    command.addCommand(sub);
  return command;
}

function createCommand(): Command {
  return clientCommand('create', 'make a server API key, or bring one from before, and print it once')
    .argument('<id>', "the app's id")
    .argument('<name>', 'what it is for')
    .option('--value <key>', 'a value that devices hold already; - reads it from standard input')
    .option('--user <id>', 'the user that the key was before, or whose it was')
    .option(...projectOption)
    .action(createKey);
}

async function createKey(id: string, name: string, options: CreateOptions): Promise<void> {
  const api = connect(options);
  const value = options.value === undefined ? undefined : await givenSecret(options.value);
  const path = `${await findApp(api, id, options)}/apiKeys`;
  const answer = await api.call('POST', path, { name, value, userId: options.user });
  // The key alone on standard output, for scripts.
  process.stderr.write(`${id}: the key ${name} (${String(answer['id'])}) is made. It is not shown again:\n`);
  write(options, answer, [String(answer['value'])]);
}

function listCommand(): Command {
  return clientCommand('list', 'the server API keys of an app, without their values')
    .argument('<id>', "the app's id")
    .option('--user <id>', 'those of this user instead')
    .option(...projectOption)
    .action(async (id: string, options: Options & { readonly user?: string }) => {
      const api = connect(options);
      const query = new URLSearchParams({ itemsPerPage: '500', ...(options.user && { userId: options.user }) });
      const answer = await api.call('GET', `${await findApp(api, id, options)}/apiKeys?${String(query)}`);
      const lines = resultsOf(answer).map(
        (key) => `${String(key['id'])}  ${key['disabled'] === true ? 'disabled' : 'enabled '}  ${String(key['name'])}`,
      );
      write(options, answer, lines);
    });
}

function switchCommand(name: 'disable' | 'enable'): Command {
  return clientCommand(name, name === 'disable' ? 'close a key, and the sessions that it has opened' : 'open it again')
    .argument('<id>', "the app's id")
    .argument('<key>', "the key's id")
    .option(...projectOption)
    .action(async (id: string, key: string, options: Options) => {
      const api = connect(options);
      const path = `${await findApp(api, id, options)}/apiKeys/${encodeURIComponent(key)}`;
      const answer = await api.call('PATCH', path, { disabled: name === 'disable' });
      write(options, answer, [`${id}: the key ${String(answer['name'])} is ${name}d.`]);
    });
}

function deleteCommand(): Command {
  return clientCommand('delete', 'delete a key; with a server key goes its user')
    .argument('<id>', "the app's id")
    .argument('<key>', "the key's id")
    .option(...projectOption)
    .action(async (id: string, key: string, options: Options) => {
      const api = connect(options);
      const path = `${await findApp(api, id, options)}/apiKeys/${encodeURIComponent(key)}`;
      write(options, await api.call('DELETE', path), [`${id}: the key ${key} is gone.`]);
    });
}
