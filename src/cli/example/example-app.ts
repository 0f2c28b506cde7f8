import { fileURLToPath } from 'node:url';
import { Secret } from '../../secrets/index.ts';
import { createAdminApi, type AdminApi } from '../admin-api.ts';
import { resultsOf } from '../app/find-app.ts';
import { readFolder } from '../app/read-folder.ts';
import { ask } from '../ask.ts';
import { keyFile, readKey, readOwner, writeKey } from './kept-keys.ts';

/** The app that `docgate start` brings along, and a key that opens it. */
export interface ExampleApp {
  readonly appId: string;
  readonly apiKey: Secret;
  /** Where the key is kept. */
  readonly file: string;
}

export interface ExampleOptions {
  /** Where the service listens. */
  readonly url: string;
  readonly dataDir: string;
  /** Where the owner key is kept. */
  readonly bootstrapFile: string;
}

const appId = 'todo';
const keyName = 'npm start';
const folder = fileURLToPath(new URL('../../../examples/todo', import.meta.url));

/**
 * The example app, deployed with an API key over the admin API at the first start. From then on the key's file says that this
 * was done, and the app stays as somebody has changed it.
 * @returns undefined when the app was deleted since, or when there is no owner key to deploy it with
 */
export async function openExampleApp({ url, dataDir, bootstrapFile }: ExampleOptions): Promise<ExampleApp | undefined> {
  const file = keyFile(dataDir);
  const kept = await readKey(file);
  if (kept !== undefined) return (await isServed(url)) ? { appId, apiKey: kept, file } : undefined;
  const owner = await readOwner(bootstrapFile);
  if (owner === undefined) return undefined;
  const api = createAdminApi({ url, ...owner });
  const apps = `/groups/${owner.groupId}/apps`;
  await deployOnce(api, apps);
  const apiKey = await makeKey(api, `${apps}/${appId}/apiKeys`);
  await writeKey(file, apiKey);
  return { appId, apiKey, file };
}

async function isServed(url: string): Promise<boolean> {
  const { status } = await ask(url, `/api/client/v2.0/app/${appId}/location`);
  return status !== 404;
}

async function deployOnce(api: AdminApi, apps: string): Promise<void> {
  if (resultsOf(await api.call('GET', `${apps}?clientAppId=${appId}`)).length > 0) return;
  const { files } = await readFolder(folder);
  await api.call('POST', `${apps}/${appId}/versions`, { files, comment: 'The example that docgate brings along' });
}

/** A key that an interrupted start has left behind is known to nobody: it goes. */
async function makeKey(api: AdminApi, path: string): Promise<Secret> {
  for (const { id, name } of resultsOf(await api.call('GET', `${path}?itemsPerPage=500`)))
    if (name === keyName) await api.call('DELETE', `${path}/${String(id)}`);
  const { value } = await api.call('POST', path, { name: keyName });
  return new Secret(String(value));
}
