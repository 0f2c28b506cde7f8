import { Command } from 'commander';
import type { AdminApi } from '../admin-api.ts';
import { clientCommand, connect, write, type ConnectionOptions } from '../connection.ts';
import { askSecret, givenSecret } from '../given-secret.ts';
import { findApp, projectOption, resultsOf, type ProjectOption } from './find-app.ts';

type Options = ConnectionOptions & ProjectOption;

export function userCommand(): Command {
  const command = new Command('user').description('the users of an app');
  for (const sub of [createCommand(), switchCommand('disable'), switchCommand('enable'), deleteCommand()])
    command.addCommand(sub);
  return command;
}

function createCommand(): Command {
  return clientCommand('create', 'make a user who logs in with an e-mail address and a password')
    .argument('<id>', "the app's id")
    .argument('<email>', 'the address')
    .argument('[password]', 'the password; - reads it from standard input, without one you are asked')
    .option(...projectOption)
    .action(async (id: string, email: string, given: string | undefined, options: Options) => {
      const api = connect(options);
      const path = `${await findApp(api, id, options)}/users`;
      const password = given === undefined ? await askSecret('Password') : await givenSecret(given);
      const answer = await api.call('POST', path, { email, password });
      write(options, answer, [`${id}: ${email} is the user ${String(answer['id'])}.`]);
    });
}

function switchCommand(name: 'disable' | 'enable'): Command {
  return clientCommand(name, name === 'disable' ? 'keep a user out, and end all sessions' : 'let a user in again')
    .argument('<id>', "the app's id")
    .argument('<user>', "the user's id or e-mail address")
    .option(...projectOption)
    .action(async (id: string, user: string, options: Options) => {
      const api = connect(options);
      const answer = await api.call('PATCH', await findUser(api, id, user, options), { disabled: name === 'disable' });
      write(options, answer, [`${id}: the user ${user} is ${name}d.`]);
    });
}

function deleteCommand(): Command {
  return clientCommand('delete', 'delete a user with sessions and API keys')
    .argument('<id>', "the app's id")
    .argument('<user>', "the user's id or e-mail address")
    .option(...projectOption)
    .action(async (id: string, user: string, options: Options) => {
      const api = connect(options);
      const answer = await api.call('DELETE', await findUser(api, id, user, options));
      write(options, answer, [`${id}: the user ${user} is gone.`]);
    });
}

/** The path of a user. @throws Error when nobody has the address */
async function findUser(api: AdminApi, id: string, user: string, options: Options): Promise<string> {
  const users = `${await findApp(api, id, options)}/users`;
  if (!user.includes('@')) return `${users}/${encodeURIComponent(user)}`;
  const [found] = resultsOf(await api.call('GET', `${users}?email=${encodeURIComponent(user)}`));
  if (found === undefined) throw new Error(`The app ${id} has no user with the address ${user}.`);
  return `${users}/${encodeURIComponent(String(found['id']))}`;
}
