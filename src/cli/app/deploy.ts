import type { Command } from 'commander';
import { readApp } from '../../apps/index.ts';
import { StartError } from '../../config/index.ts';
import { AdminApiError, type Answer } from '../admin-api.ts';
import { clientCommand, connect, write, type ConnectionOptions } from '../connection.ts';
import { findOrPlaceApp, projectOption, type ProjectOption } from './find-app.ts';
import { readFolder, type FolderContents } from './read-folder.ts';
import { reportLines } from './show-report.ts';

interface Options extends ConnectionOptions, ProjectOption {
  readonly app?: string;
  readonly comment?: string;
  readonly dryRun?: true;
}

export function deployCommand(): Command {
  return clientCommand('deploy', 'check an exported App Services folder and serve it as a new version')
    .argument('<dir>', 'the folder that holds root_config.json, realm_config.json or config.json')
    .option('--app <id>', "the app's id in its URLs (default: the one that the folder was exported with)")
    .option(...projectOption)
    .option('--comment <text>', 'why, for the list of versions')
    .option('--dry-run', 'check only; nothing is stored')
    .action(deploy);
}

async function deploy(dir: string, options: Options): Promise<void> {
  const api = connect(options);
  const folder = await readFolder(dir);
  const id = options.app ?? idOf(folder, options);
  if (id === undefined) return;
  const path = await findOrPlaceApp(api, id, options);
  const { comment, dryRun } = options;
  for (const left of folder.left) process.stderr.write(`left out: ${left}\n`);
  try {
    const body = { files: folder.files, comment, dryRun };
    const answer = withIgnored(await api.call('POST', `${path}/versions`, body), folder);
    const end = dryRun === true ? `${id} can be deployed.` : `${id}: version ${String(answer['version'])} is served.`;
    write(options, answer, [...reportLines(id, answer['report']), end]);
  } catch (error) {
    if (!(error instanceof AdminApiError) || error.body['report'] === undefined) throw error;
    const answer = withIgnored(error.body, folder);
    write(options, answer, [...reportLines(id, answer['report']), error.message]);
    process.exitCode = 1;
  }
}

/** The service does not know of folders that were not sent. */
function withIgnored(answer: Answer, { ignored }: FolderContents): Answer {
  const report = answer['report'] as { readonly ignored?: readonly string[] };
  return { ...answer, report: { ...report, ignored: [...(report.ignored ?? []), ...ignored].toSorted() } };
}

/** Undefined, and the folder's errors are told, where they may be why it names none. @throws StartError */
function idOf({ files, ignored }: FolderContents, options: Options): string | undefined {
  const { clientAppId, findings } = readApp(new Map(Object.entries(files)));
  if (clientAppId !== undefined) return clientAppId;
  if (!findings.some(({ severity }) => severity === 'error'))
    throw new StartError('The folder names no app: say which it is with --app ID', { usage: true });
  const report = { findings, ignored };
  const end = 'The folder has errors, and names no app: mend them, or say which app it is with --app ID.';
  write(options, { report }, [...reportLines('', report), end]);
  process.exitCode = 1;
  return undefined;
}
