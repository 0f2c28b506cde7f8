/** Rules on custom user data give one answer, whether it is read with the request or comes in a token. */
import { beforeAll, expect, test } from 'vitest';
import { client, own } from '../../_harness/apps.ts';
import {
  dataApi,
  deployApp,
  folder,
  freshDatabase,
  freshUser,
  openRole,
  profilesOf,
  type TestApp,
} from '../../_harness/data-api.ts';

const database = freshDatabase();
const [red, blue] = [{ $oid: '6512e1b2c3d4e5f601234567' }, { $oid: '6512e1b2c3d4e5f601234568' }];
const serial = { $numberLong: '9007199254740993' };
const roles = (apply_when: object) => ({ rules: { roles: [{ ...openRole, apply_when }] } });
const files = (fetch_custom_user_data: boolean) =>
  folder(
    database,
    {
      mine: roles({ team: '%%user.custom_data.team' }),
      others: roles({ '%not': { team: '%%user.custom_data.team' } }),
      serials: roles({ serial: '%%user.custom_data.serial' }),
    },
    {
      ...profilesOf(database),
      'https_endpoints/gen_endpoints_config.json': { versions: ['v1'], fetch_custom_user_data },
    },
  );
const ways: Record<string, { app: TestApp; headers: Record<string, string> }> = {};
let tokenOfFirst: string;

beforeAll(async () => {
  const asSystem = { 'https_endpoints/gen_endpoints_config.json': { versions: ['v1'], run_as_system: true } };
  const system = await deployApp(folder(database, {}, asSystem));
  const insert = (collection: string, ...documents: object[]) =>
    dataApi(system, database, collection)('insertMany', { documents });
  const enter = async (app: TestApp) => {
    const { id, email, password } = await freshUser(app);
    await insert('profiles', { user_id: id, team: red, serial, level: 3 });
    const body = { username: email, password };
    const { json } = await client('POST', app, '/auth/providers/local-userpass/login', { body });
    return { email, password, token: json.access_token as string };
  };
  for (const collection of ['mine', 'others']) await insert(collection, { _id: 1, team: red }, { _id: 2, team: blue });
  await insert('serials', { _id: 1, serial }, { _id: 2, serial: { $numberLong: '9007199254740992' } });
  const [reading, remembering] = [await deployApp(files(true)), await deployApp(files(false))];
  const { email, password, token } = await enter(reading);
  tokenOfFirst = token;
  ways['credential headers'] = { app: reading, headers: { email, password } };
  ways['a token, read with the request'] = { app: reading, headers: { authorization: `Bearer ${token}` } };
  const remembered = await enter(remembering);
  ways['a token that has it'] = { app: remembering, headers: { authorization: `Bearer ${remembered.token}` } };
});

test.each(['credential headers', 'a token, read with the request', 'a token that has it'])('by %s', async (name) => {
  const way = ways[name];
  if (way === undefined) throw new Error(`there is no way ${name}`);
  const found = async (collection: string) => {
    const { json } = await dataApi(way.app, database, collection, { headers: way.headers })('find');
    return json.documents.map(({ _id }: { _id: number }) => _id);
  };
  expect(await found('mine')).toEqual([1]);
  expect(await found('others')).toEqual([2]);
  expect(await found('serials')).toEqual([1]);
});

test('the profile has it in Extended JSON, plain where that loses nothing', async () => {
  const { json } = await own('GET', '/auth/profile', { token: tokenOfFirst });
  expect(json.custom_data).toMatchObject({ team: red, serial, level: 3 });
});
