import { call, client, deployApp, type AppAnswer, type AppCall, type TestApp } from './apps.ts';

export const providers = {
  'anon-user': { name: 'anon-user', type: 'anon-user', disabled: false },
  'api-key': { name: 'api-key', type: 'api-key', disabled: false },
  'local-userpass': {
    name: 'local-userpass',
    type: 'local-userpass',
    disabled: false,
    config: { autoConfirm: true, resetPasswordUrl: 'https://example.com/reset' },
  },
};

/** The folder of an app with one MongoDB, `mongodb-atlas`, and these rules of a database's collections. */
export function folder(
  database: string,
  collections: Record<string, { rules?: object; schema?: object }>,
  more: Record<string, unknown> = {},
): Record<string, unknown> {
  const base = 'data_sources/mongodb-atlas';
  const files: Record<string, unknown> = {
    'auth/providers.json': providers,
    [`${base}/config.json`]: { name: 'mongodb-atlas', type: 'mongodb-atlas', config: { clusterName: 'Cluster0' } },
    'https_endpoints/gen_endpoints_config.json': { disabled: false, versions: ['v1', 'beta'], return_type: 'JSON' },
  };
  for (const [collection, { rules, schema }] of Object.entries(collections)) {
    const place = `${base}/${database}/${collection}`;
    files[`${place}/rules.json`] = { database, collection, roles: [], filters: [], ...rules };
    if (schema !== undefined) files[`${place}/schema.json`] = schema;
  }
  return { ...files, ...more };
}

/** Everything for everybody. */
export const openRole = {
  name: 'readAndWriteAll',
  apply_when: {},
  document_filters: { read: true, write: true },
  read: true,
  write: true,
  insert: true,
  delete: true,
  search: true,
};

/** Everything with what is one's own. */
export const ownerRole = { ...openRole, name: 'owner', apply_when: { owner_id: '%%user.id' } };

let sequence = 0;

export function freshDatabase(): string {
  return `data_${process.pid}_${Date.now().toString(36)}_${(sequence += 1)}`;
}

export interface DataCaller {
  (action: string, body?: object, options?: AppCall): Promise<AppAnswer>;
}

/** Calls the Data API of an app on one collection. */
export function dataApi(app: TestApp, database: string, collection = 'things', by: AppCall = {}): DataCaller {
  return (action, body = {}, options = {}) =>
    call('POST', `/app/${app.appId}/endpoint/data/v1/action/${action}`, {
      body: { dataSource: 'mongodb-atlas', database, collection, ...body },
      ...by,
      ...options,
      headers: { ...by.headers, ...options.headers },
    });
}

/** A new e-mail user of the app. */
export async function freshUser(app: TestApp): Promise<{ id: string; token: string; email: string; password: string }> {
  const email = `user${(sequence += 1)}@example.com`;
  const password = 'secret1';
  await client('POST', app, '/auth/providers/local-userpass/register', { body: { email, password } });
  const body = { username: email, password };
  const { json } = await client('POST', app, '/auth/providers/local-userpass/login', { body });
  return { id: json.user_id, token: json.access_token, email, password };
}

export { deployApp, type TestApp };

/** Custom user data from the collection `profiles`, by `user_id`: to be spread into the files of a folder. */
export function profilesOf(database: string): Record<string, unknown> {
  return {
    'auth/custom_user_data.json': {
      enabled: true,
      mongo_service_name: 'mongodb-atlas',
      database_name: database,
      collection_name: 'profiles',
      user_id_field: 'user_id',
    },
  };
}
