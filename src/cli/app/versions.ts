import type { Command } from 'commander';
import type { Answer } from '../admin-api.ts';
import { clientCommand, connect, write, type ConnectionOptions } from '../connection.ts';
import { findApp, projectOption, resultsOf, type ProjectOption } from './find-app.ts';

export function versionsCommand(): Command {
  return clientCommand('versions', 'list the versions of an app, newest first')
    .argument('<id>', "the app's id")
    .option(...projectOption)
    .action(async (id: string, options: ConnectionOptions & ProjectOption) => {
      const api = connect(options);
      const answer = await api.call('GET', `${await findApp(api, id, options)}/versions?itemsPerPage=500`);
      write(options, answer, resultsOf(answer).map(line));
    });
}

function line({ version, active, created, comment, name }: Answer): string {
  const mark = active === true ? '*' : ' ';
  return `${mark} ${String(version).padStart(4)}  ${String(created)}  ${typeof comment === 'string' ? comment : String(name)}`;
}
