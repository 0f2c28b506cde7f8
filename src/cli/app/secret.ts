import { Command } from 'commander';
import { clientCommand, connect, write, type ConnectionOptions } from '../connection.ts';
import { givenSecret } from '../given-secret.ts';
import { findApp, projectOption, resultsOf, type ProjectOption } from './find-app.ts';

type Options = ConnectionOptions & ProjectOption;

export function secretCommand(): Command {
  const command = new Command('secret').description('the secrets of an app, which exports leave out');
  return command.addCommand(setCommand()).addCommand(listCommand()).addCommand(deleteCommand());
}

function setCommand(): Command {
  return clientCommand('set', 'store a secret, or give it another value')
    .argument('<id>', "the app's id")
    .argument('<name>', "the secret's name")
    .argument('<value>', 'its value; - reads it from standard input, which no process list shows')
    .option(...projectOption)
    .action(async (id: string, name: string, given: string, options: Options) => {
      const api = connect(options);
      const value = await givenSecret(given);
      const path = `${await findApp(api, id, options)}/secrets/${encodeURIComponent(name)}`;
      write(options, await api.call('PUT', path, { value }), [`${id}: the secret ${name} is stored.`]);
    });
}

function listCommand(): Command {
  return clientCommand('list', 'the names of the secrets that are stored')
    .argument('<id>', "the app's id")
    .option(...projectOption)
    .action(async (id: string, options: Options) => {
      const api = connect(options);
      const answer = await api.call('GET', `${await findApp(api, id, options)}/secrets?itemsPerPage=500`);
      write(
        options,
        answer,
        resultsOf(answer).map(({ name }) => String(name)),
      );
    });
}

function deleteCommand(): Command {
  return clientCommand('delete', 'remove a secret')
    .argument('<id>', "the app's id")
    .argument('<name>', "the secret's name")
    .option(...projectOption)
    .action(async (id: string, name: string, options: Options) => {
      const api = connect(options);
      const path = `${await findApp(api, id, options)}/secrets/${encodeURIComponent(name)}`;
      write(options, await api.call('DELETE', path), [`${id}: the secret ${name} is gone.`]);
    });
}
