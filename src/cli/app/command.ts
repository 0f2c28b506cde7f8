import { Command } from 'commander';
import { deployCommand } from './deploy.ts';
import { exportCommand } from './export.ts';
import { linkCommand } from './link.ts';
import { linksCommand } from './links.ts';
import { rollbackCommand } from './rollback.ts';
import { secretCommand } from './secret.ts';
import { unlinkCommand } from './unlink.ts';
import { versionsCommand } from './versions.ts';

/** Apps of a running service, over its admin API. */
export function appCommand(): Command {
  const command = new Command('app').description('deploy, export and roll back apps of a running service');
  const commands = [
    deployCommand(),
    exportCommand(),
    versionsCommand(),
    rollbackCommand(),
    secretCommand(),
    linkCommand(),
    linksCommand(),
    unlinkCommand(),
  ];
  for (const sub of commands) command.addCommand(sub);
  return command;
}
