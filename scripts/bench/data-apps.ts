import { databaseName } from './database.ts';
import { DigestClient } from './digest-client.ts';
import { ownerKey, type Server } from './server.ts';

const everything = {
  document_filters: { read: true, write: true },
  read: true,
  write: true,
  insert: true,
  delete: true,
};
const roles = [{ name: 'owner', apply_when: { owner_id: '%%user.id' }, ...everything, search: true }];
const base = 'data_sources/mongodb-atlas';

/** An exported folder: owner rules for an API key, or everything for everybody. */
function files(runAsSystem: boolean): Record<string, string> {
  const settings = { versions: ['v1'], return_type: 'JSON', run_as_system: runAsSystem };
  const folder = {
    'root_config.json': { name: 'bench' },
    'auth/providers.json': { 'api-key': { name: 'api-key', type: 'api-key', disabled: false } },
    'https_endpoints/gen_endpoints_config.json': settings,
    [`${base}/config.json`]: { name: 'mongodb-atlas', type: 'mongodb-atlas', config: { clusterName: 'Cluster0' } },
    [`${base}/default_rule.json`]: { roles, filters: [] },
  };
  return Object.fromEntries(Object.entries(folder).map(([name, content]) => [name, JSON.stringify(content)]));
}

export interface DataApp extends Server {
  readonly appId: string;
}

/** The service twice: by an app that runs as the system, and by one with owner rules and an API key; and the key's user. */
export async function deployApps(server: Server): Promise<{ system: DataApp; owner: DataApp; userId: string }> {
  using client = new DigestClient(server.url, ownerKey);
  const root = '/api/public/v1.0';
  const { results } = JSON.parse((await client.call('GET', `${root}/groups`)).text) as { results: { id: string }[] };
  const apps = `${root}/groups/${results[0]?.id}/apps`;
  for (const [appId, isSystem] of [
    ['bench-system', true],
    ['bench-owner', false],
  ] as const)
    await done(client.call('POST', `${apps}/${appId}/versions`, { files: files(isSystem) }));
  const made = await done(client.call('POST', `${apps}/bench-owner/apiKeys`, { name: 'bench' }));
  const { value: authorization, userId } = JSON.parse(made) as { value: string; userId: string };
  const app = (appId: string) => ({
    ...server,
    name: appId.replace('bench-', 'docgate '),
    appId,
    header: 'apiKey',
    authorization,
  });
  return { system: app('bench-system'), owner: app('bench-owner'), userId };
}

async function done(answering: Promise<{ status: number; text: string }>): Promise<string> {
  const { status, text } = await answering;
  if (status >= 300) throw new Error(`the service answers ${status}: ${text}`);
  return text;
}

/** A request to the Data API; bare servers look at the end of the path only. */
export function actionPath(appId: string, action: string): string {
  return `/app/${appId}/endpoint/data/v1/action/${action}`;
}

export function inCollection(collection: string, more: object): string {
  return JSON.stringify({ dataSource: 'mongodb-atlas', database: databaseName, collection, ...more });
}
