import { Command } from 'commander';
import { commandLineFlags, loadConfig, processEnvironment, type Config, type ConfigSources } from '../config/index.ts';
import type { StartReport } from '../processes/index.ts';
import { banner, ownerKeyLines } from './banner.ts';
import { version } from './version.ts';

/** `npm start`: ready at once, and says what to try. */
export function startCommand(): Command {
  return serviceCommand(
    'start',
    'run the service for trying it out: opens /docdb with a generated user and prints lines to paste',
  );
}

/** Production: logs only, refuses unsafe settings, opens only what the config file says. */
export function serveCommand(): Command {
  return serviceCommand(
    'serve',
    'run the service in production: opens only what the config file says, refuses unsafe settings',
  );
}

function serviceCommand(name: Config['command'], description: string): Command {
  const command = new Command(name).description(description);
  for (const { syntax, help } of commandLineFlags()) command.option(syntax, help);
  return command.action(async (flags: ConfigSources['flags']) => {
    const env = processEnvironment();
    const config = loadConfig({ command: name, flags, env, directory: process.cwd() });
    // Only now: help and wrong flags need not wait for the HTTP stack.
    const { createLog, runService } = await import('../processes/index.ts');
    const log = createLog(config.logLevel);
    const onListening = (report: StartReport): void => tell(config, report, log.info.bind(log));
    await runService({ config, env, version, log, onListening });
  });
}

/** `start` speaks to a person on stdout; `serve` leaves stdout to the log, and shows a new key on stderr, once. */
function tell(
  { command, logLevel }: Config,
  report: StartReport,
  info: (fields: object, message: string) => void,
): void {
  const { url, mongodb, mountPaths, bootstrap } = report;
  info({ url, docs: `${url}/docs`, mongodb, mounts: mountPaths, credentials: bootstrap.file, logLevel }, 'listening');
  if (command === 'start') process.stdout.write(banner(report));
  else if (bootstrap.ownerKey !== undefined)
    process.stderr.write(ownerKeyLines(bootstrap.ownerKey, bootstrap.file, url));
  if (mountPaths.length === 0) info({}, 'no mounts: /docdb opens nothing; add docdb.mounts to the config file');
}
