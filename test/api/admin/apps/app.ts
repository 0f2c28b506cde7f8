import { api, freshProject, type ApiAnswer } from '../../../_harness/admin.ts';
import { readFolder } from '../../../unit/apps/folders.ts';

let sequence = 0;

/** An app id that no other test has, in a project of its own. */
export async function freshApp(): Promise<{ groupId: string; appId: string; path: string }> {
  const { id: groupId } = await freshProject();
  const appId = `app-${process.pid}-${Date.now().toString(36)}-${(sequence += 1)}`;
  return { groupId, appId, path: `/groups/${groupId}/apps/${appId}` };
}

/** The files of an exported folder of the corpus. */
export function filesOf(name: string): Record<string, string> {
  return Object.fromEntries(readFolder(name));
}

/** Deploys files, or a folder of the corpus. */
export function deploy(path: string, files: string | Record<string, string>, more: object = {}): Promise<ApiAnswer> {
  const given = typeof files === 'string' ? filesOf(files) : files;
  return api('POST', `${path}/versions`, { body: { files: given, ...more } });
}
