import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, normalize, sep } from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import { clientCommand, connect, write, type ConnectionOptions } from '../connection.ts';
import { findApp, projectOption, type ProjectOption } from './find-app.ts';

interface Options extends ConnectionOptions, ProjectOption {
  readonly appVersion?: number;
}

export function exportCommand(): Command {
  return clientCommand('export', 'write the files of a version into a folder, as they were deployed')
    .argument('<id>', "the app's id")
    .argument('<dir>', 'a new or empty folder')
    .option('--app-version <number>', 'another version than the one that is served', toVersionNumber)
    .option(...projectOption)
    .action(exportApp);
}

async function exportApp(id: string, dir: string, options: Options): Promise<void> {
  const api = connect(options);
  const path = await findApp(api, id, options);
  const version = options.appVersion ?? (await api.call('GET', path))['activeVersion'];
  if (version === undefined) throw new Error(`The app ${id} has no version yet.`);
  const answer = await api.call('GET', `${path}/versions/${Number(version)}/files`);
  const files = Object.entries(answer['files'] as Readonly<Record<string, string>>);
  await requireEmpty(dir);
  for (const [name, text] of files) await writeInto(dir, name, text);
  const line = `${id}: ${files.length} files of version ${Number(version)} are in ${dir}.`;
  write(options, { appId: id, version, files: files.map(([name]) => name) }, [line]);
}

async function requireEmpty(dir: string): Promise<void> {
  await mkdir(dir, { recursive: true });
  if ((await readdir(dir)).length > 0) throw new Error(`The folder ${dir} is not empty: give a new one.`);
}

/** The service has checked the paths; whether it did is not for this machine to trust. */
async function writeInto(dir: string, name: string, text: string): Promise<void> {
  const path = normalize(name);
  if (isAbsolute(path) || path.split(sep).includes('..')) throw new Error(`The path ${name} leads out of the folder.`);
  await mkdir(dirname(join(dir, path)), { recursive: true });
  await writeFile(join(dir, path), text, { flag: 'wx' });
}

/** @throws InvalidArgumentError, which commander shows */
export function toVersionNumber(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('A version is a whole number from 1 on.');
}
