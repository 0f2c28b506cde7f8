import type { AppFunction } from './definition.ts';
import type { RunAs } from './run-as.ts';
import { fieldsOf, type Fields } from './fields.ts';
import type { Folder } from './folder.ts';
import type { Endpoint } from './http-definition.ts';
import { readFunction, readSource } from './read-functions.ts';
import { readWebhookValidation } from './read-validation.ts';

export interface Webhook {
  readonly endpoint: Endpoint;
  readonly function: AppFunction;
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', '*', 'ANY'] as const;

/** Webhooks of HTTP services, each as the endpoint `/<service>/<webhook>` with a function of its own. */
export function readWebhooks(folder: Folder): Webhook[] {
  return ['services', 'http_endpoints'].flatMap((top) =>
    folder.foldersIn(top).flatMap((name) => readService(folder, `${top}/${name}`, name)),
  );
}

function readService(folder: Folder, path: string, folderName: string): Webhook[] {
  const hooks = folder.foldersIn(`${path}/incoming_webhooks`);
  if (hooks.length === 0) return [];
  const config = folder.json(`${path}/config.json`);
  const service = config === undefined ? folderName : (fieldsOf(config).text('name') ?? folderName);
  return hooks.flatMap(
    (hook) => readWebhook(folder, `${path}/incoming_webhooks/${hook}`, { service, name: hook }) ?? [],
  );
}

function readWebhook(folder: Folder, path: string, place: { service: string; name: string }): Webhook | undefined {
  const part = folder.json(`${path}/config.json`);
  if (part === undefined) return undefined;
  const fields = fieldsOf(part);
  const webhook = { ...place, name: fields.text('name') ?? place.name };
  const functionName = `webhook:${webhook.service}/${webhook.name}`;
  const found = readFunction(functionName, readSource(folder, `${path}/source.js`, part), fields);
  const endpoint = { ...readAnswer(fields), route: `/${webhook.service}/${webhook.name}`, functionName, webhook };
  const runAs = readWebhookRunAs(fields, found.runAs);
  fields.end('id', '_id');
  return { endpoint, function: { ...found, private: true, runAs } };
}

function readAnswer(fields: Fields): Omit<Endpoint, 'route' | 'functionName' | 'webhook'> {
  const part = fields.get('options');
  const options = part === undefined ? undefined : fieldsOf(part);
  const method = options?.choice('httpMethod', methods, '*') ?? '*';
  const validation = options === undefined ? ({ method: 'NO_VALIDATION' } as const) : readWebhookValidation(options);
  options?.end();
  return {
    method: method === 'ANY' ? '*' : method,
    validation,
    respondResult: fields.flag('respond_result'),
    returnType: 'EJSON',
    createUserOnAuth: fields.flag('create_user_on_auth'),
    fetchCustomUserData: fields.flag('fetch_custom_user_data'),
    disabled: fields.flag('disabled'),
  };
}

/** A webhook runs as the system unless it says otherwise. */
function readWebhookRunAs(fields: Fields, runAs: RunAs): RunAs {
  const isApplication = fields.flag('run_as_authed_user');
  return runAs.as === 'application' && !isApplication ? { as: 'system' } : runAs;
}
