import type { Command } from 'commander';
import type { Answer } from '../admin-api.ts';
import { clientCommand, connect, write, type ConnectionOptions } from '../connection.ts';
import { findApp, projectOption, type ProjectOption } from './find-app.ts';
import { readUserBatches, type UserBatch } from './users-file.ts';

type Options = ConnectionOptions & ProjectOption;

interface Finding {
  /** Place in the file, from 0. */
  readonly index: number;
  readonly userId?: string;
  readonly reason: string;
}

const counts = ['imported', 'unchanged', 'refused', 'withoutPassword'] as const;
type Report = Record<(typeof counts)[number], number> & { findings: Finding[] };

export function importUsersCommand(): Command {
  return clientCommand('import-users', 'bring users of App Services in, with their ids, identities, data and state')
    .argument('<id>', "the app's id")
    .argument('<file>', 'a JSON array of users, or one a line; Extended JSON is understood, - is standard input')
    .option(...projectOption)
    .action(importUsers);
}

async function importUsers(id: string, file: string, options: Options): Promise<void> {
  const api = connect(options);
  const path = `${await findApp(api, id, options)}/users/import`;
  const report: Report = { imported: 0, unchanged: 0, refused: 0, withoutPassword: 0, findings: [] };
  for await (const batch of readUserBatches(file)) {
    const findings = add(report, batch, await api.call('POST', path, { users: batch.users }));
    if (options.json === true) report.findings.push(...findings);
    else if (findings.length > 0) write(options, undefined, findings.map(findingLine));
    process.stderr.write(`${batch.offset + batch.users.length} users: ${summary(report)}\n`);
  }
  if (report.imported + report.unchanged + report.refused === 0) throw new Error(`${file} holds no users.`);
  write(options, report, [`${id}: ${summary(report)}.`, ...resetLines(report)]);
  if (report.refused > 0) process.exitCode = 1;
}

/** Adds the counts of one answer. → its findings, by their place in the file */
function add(report: Report, { offset }: UserBatch, answer: Answer): Finding[] {
  for (const count of counts) report[count] += Number(answer[count]);
  return (answer['findings'] as Finding[]).map((finding) => ({ ...finding, index: offset + finding.index }));
}

function summary({ imported, unchanged, refused }: Report): string {
  return `${imported} imported, ${unchanged} there already, ${refused} refused`;
}

function findingLine({ index, userId, reason }: Finding): string {
  return `✗ user ${index + 1}${userId === undefined ? '' : ` (${userId})`}: ${reason}`;
}

function resetLines({ withoutPassword }: Report): string[] {
  return withoutPassword === 0
    ? []
    : [`${withoutPassword} of the imported log in by e-mail and have to reset their password first.`];
}
