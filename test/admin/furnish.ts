import type { ApiAnswer, Json } from '../_harness/admin.ts';

type Make = (path: string, body: unknown, method?: 'POST' | 'PUT') => Promise<ApiAnswer>;

/** A word that is in no answer unless it has leaked. */
let sequence = 0;
export function marker(): string {
  return `leaked-${process.pid}-${(sequence += 1)}-${crypto.randomUUID()}`;
}

const providers = {
  'api-key': { name: 'api-key', type: 'api-key', disabled: false },
  'local-userpass': { name: 'local-userpass', type: 'local-userpass', config: { autoConfirm: true }, disabled: false },
};

export interface Furnished {
  readonly org: string;
  readonly group: string;
  readonly user: string;
  /** All that nobody may see again. */
  readonly secrets: readonly string[];
}

/** Makes one of everything that the admin API has. @param host a mongod that answers, with credentials */
export async function furnish(make: Make, orgId: string, host: object & { password: string }): Promise<Furnished> {
  const secrets = [host.password];
  const secret = (): string => secrets[secrets.push(marker()) - 1] as string;
  const keep = ({ json }: ApiAnswer): Json => {
    secrets.push(json.privateKey);
    return json;
  };
  const org = `/orgs/${orgId}`;
  const { json: project } = await make('/groups', { name: 'Furnished', orgId });
  const group = `/groups/${project.id}`;

  const key = keep(await make(`${org}/apiKeys`, { desc: 'of the organization', roles: ['ORG_MEMBER'] }));
  keep(await make(`${group}/apiKeys`, { desc: 'of the project', roles: ['GROUP_READ_ONLY'] }));
  await make(`${org}/apiKeys/${key.id}/accessList`, [{ ipAddress: '127.0.0.1' }, { cidrBlock: '2001:db8::/32' }]);
  await make(`${group}/accessList`, [{ cidrBlock: '203.0.113.0/24', comment: 'Office' }]);

  const person = { username: 'ada@example.com', firstName: 'Ada', lastName: 'Lovelace', password: secret() };
  const roles = [{ roleName: 'GROUP_READ_ONLY', groupId: project.id }];
  const { json: ada } = await make('/users', { ...person, roles });
  const user = `/users/${ada.id}`;
  keep(await make(`${user}/apiKeys`, { desc: 'Laptop' }));
  await make(`${user}/accessList`, [{ ipAddress: '192.0.2.1' }]);
  const { json: team } = await make(`${org}/teams`, { name: 'Operations', usernames: [ada.username] });
  await make(`${group}/teams`, [{ teamId: team.id, roleNames: ['GROUP_MONITORING_ADMIN'] }]);
  await make(`${org}/invites`, { username: ada.username, roles: ['ORG_READ_ONLY'] });
  await make(`${group}/invites`, { username: 'bob@example.com', roles: ['GROUP_OWNER'] });

  await make(`${group}/hosts`, host);
  const silent = { hostname: '127.0.0.1', port: 1, authMechanismName: 'SCRAM_SHA_256', username: 'monitor' };
  await make(`${group}/hosts`, { ...silent, password: secret() });
  const uri = `mongodb://shop:${secret()}@127.0.0.1:1/?serverSelectionTimeoutMS=300`;
  await make(`${group}/dataSources`, { name: 'orders', uri });
  const users = [{ username: 'web', password: secret() }];
  const { json: mount } = await make(`${group}/mounts`, { database: 'shop', dataSource: 'orders', users });
  await make(`${group}/mounts/${mount.id}/users`, { username: 'app', password: secret() });

  const app = `${group}/apps/furnished-abcde`;
  const files = { 'root_config.json': { name: 'furnished' }, 'auth/providers.json': providers, ...partsOfApp };
  const texts = Object.entries(files).map(([name, content]) => [name, JSON.stringify(content)]);
  await make(`${app}/versions`, { files: Object.fromEntries(texts) });
  await make(`${app}/users`, { email: 'ann@example.com', password: secret() });
  secrets.push((await make(`${app}/apiKeys`, { name: 'backend' })).json.value);
  await make(`${app}/accessList`, [{ ipAddress: '127.0.0.1' }, { cidrBlock: '2001:db8::/32' }]);
  await make(`${app}/secrets/jwt-key`, { value: secret() }, 'PUT');
  return { org, group, user, secrets };
}

const source = 'data_sources/mongodb-atlas';
const roles = [{ name: 'all', apply_when: {}, read: true }];

/** One of each kind of part. */
const partsOfApp = {
  [`${source}/config.json`]: { name: 'mongodb-atlas', type: 'mongodb-atlas', config: { clusterName: 'Cluster0' } },
  [`${source}/default_rule.json`]: { roles, filters: [] },
  [`${source}/furnished/things/rules.json`]: { database: 'furnished', collection: 'things', roles, filters: [] },
  [`${source}/furnished/things/schema.json`]: { bsonType: 'object', properties: { name: { bsonType: 'string' } } },
  'values/limit.json': { name: 'limit', value: 10, from_secret: false },
  'https_endpoints/gen_endpoints_config.json': { versions: ['v1'] },
  'schema_validation.json': { null_types: true, read_validation_level: 'STRICT' },
};
