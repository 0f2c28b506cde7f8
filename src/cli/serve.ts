import { Command } from 'commander';
import {
  commandLineFlags,
  isLoopback,
  loadConfig,
  processEnvironment,
  reasonOf,
  type Config,
  type ConfigSources,
} from '../config/index.ts';
import type { StartReport } from '../processes/index.ts';
import { banner, ownerKeyLines } from './banner.ts';
import { openExampleApp, type ExampleApp } from './example/example-app.ts';
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
    const onListening = async (report: StartReport): Promise<void> =>
      tell(config, report, await exampleOf(config, report, log.warn.bind(log)), log.info.bind(log));
    await runService({ config, env, version, log, onListening });
  });
}

type Log = (fields: object, message: string) => void;

/** Everybody may register with the example app, so it is for this machine alone. A start does not fail for its sake. */
async function exampleOf(
  { command, host, dataDir }: Config,
  { url, bootstrap }: StartReport,
  warn: Log,
): Promise<ExampleApp | undefined> {
  if (command !== 'start' || !isLoopback(host)) return undefined;
  try {
    return await openExampleApp({ url, dataDir, bootstrapFile: bootstrap.file });
  } catch (error) {
    warn({ reason: reasonOf(error) }, 'the example app is not there');
    return undefined;
  }
}

/** `start` speaks to a person on stdout; `serve` leaves stdout to the log, and shows a new key on stderr, once. */
function tell({ command, logLevel }: Config, report: StartReport, example: ExampleApp | undefined, info: Log): void {
  const { url, mongodb, mountPaths, bootstrap } = report;
  info({ url, docs: `${url}/docs`, mongodb, mounts: mountPaths, credentials: bootstrap.file, logLevel }, 'listening');
  if (command === 'start') process.stdout.write(banner(report, example));
  else if (bootstrap.ownerKey !== undefined)
    process.stderr.write(ownerKeyLines(bootstrap.ownerKey, bootstrap.file, url));
  if (mountPaths.length === 0) info({}, 'no mounts: /docdb opens nothing; add docdb.mounts to the config file');
}
