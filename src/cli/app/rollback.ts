import type { Command } from 'commander';
import { clientCommand, connect, write, type ConnectionOptions } from '../connection.ts';
import { toVersionNumber } from './export.ts';
import { findApp, projectOption, type ProjectOption } from './find-app.ts';

export function rollbackCommand(): Command {
  return clientCommand('rollback', 'serve another version of an app, in every process at once')
    .argument('<id>', "the app's id")
    .argument('<version>', 'its number', toVersionNumber)
    .option(...projectOption)
    .action(async (id: string, activeVersion: number, options: ConnectionOptions & ProjectOption) => {
      const api = connect(options);
      const answer = await api.call('PATCH', await findApp(api, id, options), { activeVersion });
      write(options, answer, [`${id}: version ${activeVersion} is served.`]);
    });
}
