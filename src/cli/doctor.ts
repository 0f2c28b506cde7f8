import { Command } from 'commander';
import {
  commandLineFlags,
  loadConfig,
  processEnvironment,
  reasonOf,
  StartError,
  type Config,
  type ConfigSources,
} from '../config/index.ts';
import {
  checkDataDir,
  checkMasterKey,
  checkMongodb,
  checkNode,
  checkPort,
  checkServe,
  checkTls,
  type Check,
} from './doctor-checks.ts';

/** Whether the service could start here with these settings, and how to mend what is in the way. Changes nothing. */
export function doctorCommand(): Command {
  const command = new Command('doctor').description('check the environment and say how to mend it');
  for (const { syntax, help } of commandLineFlags()) command.option(syntax, help);
  return command
    .option('--json', 'the checks as JSON')
    .action(async ({ json, ...flags }: ConfigSources['flags'] & { json?: true }) => {
      const checks = await examine(flags);
      const ok = checks.every(({ status }) => status !== 'fail');
      process.stdout.write(json === true ? `${JSON.stringify({ ok, checks }, null, 2)}\n` : table(checks));
      process.exitCode = ok ? 0 : 1;
    });
}

async function examine(flags: ConfigSources['flags']): Promise<Check[]> {
  const sources: ConfigSources = { command: 'start', flags, env: processEnvironment(), directory: process.cwd() };
  const config = tryLoad(sources);
  if (!('command' in config)) return [checkNode(), config];
  const settings: Check = { name: 'settings', status: 'ok', detail: config.configFile ?? 'no config file' };
  const slow = [checkDataDir(config), checkPort(config), checkMasterKey(config), checkTls(config)];
  const mongodb = checkMongodb(config, sources.env);
  return [checkNode(), settings, ...(await Promise.all(slow)), ...(await mongodb), checkServe(sources)];
}

function tryLoad(sources: ConfigSources): Config | Check {
  try {
    return loadConfig(sources);
  } catch (error) {
    if (error instanceof StartError && error.usage) throw error;
    return { name: 'settings', status: 'fail', detail: reasonOf(error) };
  }
}

const marks = { ok: '✓', note: '–', fail: '✗' } as const;

function table(checks: readonly Check[]): string {
  const width = Math.max(...checks.map(({ name }) => name.length));
  const indent = ' '.repeat(width + 4);
  const lines = checks.flatMap(({ name, status, detail, mend }) => {
    const text = detail.replaceAll('\n', `\n${indent}`);
    const first = `${marks[status]} ${name.padEnd(width)}  ${text}`;
    return mend === undefined || status === 'ok'
      ? [first]
      : [first, `${indent}→ ${mend.replaceAll('\n', `\n${indent}  `)}`];
  });
  return `${lines.join('\n')}\n`;
}
