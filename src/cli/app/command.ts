import { Command } from 'commander';
import { deployCommand } from './deploy.ts';
import { exportCommand } from './export.ts';
import { rollbackCommand } from './rollback.ts';
import { secretCommand } from './secret.ts';
import { versionsCommand } from './versions.ts';

/** Apps of a running service, over its admin API. */
export function appCommand(): Command {
  const command = new Command('app').description('deploy, export and roll back apps of a running service');
  for (const sub of [deployCommand(), exportCommand(), versionsCommand(), rollbackCommand(), secretCommand()])
    command.addCommand(sub);
  return command;
}
