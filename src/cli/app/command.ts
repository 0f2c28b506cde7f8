import { Command } from 'commander';
import { deployCommand } from './deploy.ts';
import { exportCommand } from './export.ts';
import { importUsersCommand } from './import-users.ts';
import { keyCommand } from './key.ts';
import { linkCommand } from './link.ts';
import { linksCommand } from './links.ts';
import { rollbackCommand } from './rollback.ts';
import { secretCommand } from './secret.ts';
import { unlinkCommand } from './unlink.ts';
import { userCommand } from './user.ts';
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
    keyCommand(),
    userCommand(),
    importUsersCommand(),
  ];
  for (const sub of commands) command.addCommand(sub);
  return command;
}
