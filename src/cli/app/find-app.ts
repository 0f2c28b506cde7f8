import { StartError } from '../../config/index.ts';
import type { AdminApi, Answer } from '../admin-api.ts';

/** The options that say which project an app is in. */
export interface ProjectOption {
  readonly project?: string;
}

export const projectOption = [
  '--project <id>',
  'the project; needed when the key sees several and the app is new',
] as const;

/** The path of an app that is there. @throws Error when no project that the key sees has it */
export async function findApp(api: AdminApi, id: string, { project }: ProjectOption): Promise<string> {
  const path = await lookUp(api, id, project);
  if (path === undefined) throw new Error(`There is no app ${id} that this API key sees.`);
  return path;
}

/** The path of an app, in the only project or the one that was named when it is new. */
export async function findOrPlaceApp(api: AdminApi, id: string, { project }: ProjectOption): Promise<string> {
  const known = await lookUp(api, id, project);
  if (known !== undefined) return known;
  const [only, ...others] = project === undefined ? await projectIds(api) : [project];
  if (only === undefined || others.length > 0)
    throw new StartError(`The app ${id} is new: say which project it belongs to with --project`, { usage: true });
  return appPath(only, id);
}

async function lookUp(api: AdminApi, id: string, project: string | undefined): Promise<string | undefined> {
  for (const groupId of project === undefined ? await projectIds(api) : [project]) {
    const found = await api.call(
      'GET',
      `/groups/${encodeURIComponent(groupId)}/apps?clientAppId=${encodeURIComponent(id)}`,
    );
    if (resultsOf(found).length > 0) return appPath(groupId, id);
  }
  return undefined;
}

function appPath(groupId: string, id: string): string {
  return `/groups/${encodeURIComponent(groupId)}/apps/${encodeURIComponent(id)}`;
}

async function projectIds(api: AdminApi): Promise<string[]> {
  return resultsOf(await api.call('GET', '/groups?itemsPerPage=500')).map(({ id }) => String(id));
}

/** The items of a list. */
export function resultsOf({ results }: Answer): Answer[] {
  return Array.isArray(results) ? (results as Answer[]) : [];
}
