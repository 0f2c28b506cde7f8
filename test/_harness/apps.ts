import { inject } from 'vitest';
import { resolveAlias } from '../../src/contract/index.ts';
import { api, freshProject, type Json } from './admin.ts';
import { checkResponse } from './response-validator.ts';

export interface TestApp {
  readonly groupId: string;
  readonly appId: string;
  /** Of the admin API. */
  readonly path: string;
}

let sequence = 0;

/** Deploys an app of the test's own in a project of its own, from the files of an exported folder. */
export async function deployApp(
  files: Record<string, unknown>,
  secrets: Record<string, string> = {},
): Promise<TestApp> {
  const { id: groupId } = await freshProject();
  const appId = `app-${process.pid}-${Date.now().toString(36)}-${(sequence += 1)}`;
  const app = { groupId, appId, path: `/groups/${groupId}/apps/${appId}` };
  await redeploy(app, files);
  for (const [name, value] of Object.entries(secrets))
    await api('PUT', `${app.path}/secrets/${name}`, { body: { value } });
  await untilServed(app);
  return app;
}

/** Another version; served by all processes when this resolves. */
export async function redeploy({ path }: TestApp, files: Record<string, unknown>): Promise<number> {
  const texts = Object.entries({ 'root_config.json': { name: 'test' }, ...files }).map(([name, content]) => [
    name,
    typeof content === 'string' ? content : JSON.stringify(content),
  ]);
  const { status, json, text } = await api('POST', `${path}/versions`, { body: { files: Object.fromEntries(texts) } });
  if (status !== 201) throw new Error(`not deployed: ${status} ${text}`);
  return json.version;
}

/** Change streams tell the processes within milliseconds; each is asked until it knows. */
export async function untilServed({ appId }: TestApp): Promise<void> {
  let known = 0;
  for (let attempt = 0; known < 12; attempt++) {
    if (attempt > 500) throw new Error(`${appId} is not served`);
    const { status } = await call('GET', `/api/client/v2.0/app/${appId}/location`, { connection: 'close' });
    known = status === 200 ? known + 1 : 0;
    if (known === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export interface AppCall {
  /** Sent as JSON text, unless it is a string already. */
  readonly body?: unknown;
  readonly token?: string;
  readonly headers?: Record<string, string>;
  readonly connection?: 'close';
}

export interface AppAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: Json;
}

/** One request to an app; every answer is held to the contract as well. */
export async function call(
  method: string,
  path: string,
  { body, token, headers, connection }: AppCall = {},
): Promise<AppAnswer> {
  const response = await fetch(new URL(path, inject('serviceUrl')), {
    method,
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(connection !== undefined && { connection }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const contentType = response.headers.get('content-type') ?? '';
  const json: Json = contentType.includes('json') && text !== '' ? JSON.parse(text) : undefined;
  // Canonical Extended JSON has no schema of its own.
  if (method !== 'HEAD' && !contentType.startsWith('application/ejson'))
    checkResponse(method, resolveAlias(path).path, response.status, contentType, json);
  return { status: response.status, headers: response.headers, text, json };
}

const base = '/api/client/v2.0';

/** The client API below an app. */
export const client = (method: string, { appId }: TestApp, path: string, options?: AppCall) =>
  call(method, `${base}/app/${appId}${path}`, options);

/** The client API where the token says whose it is. */
export const own = (method: string, path: string, options?: AppCall) => call(method, base + path, options);
