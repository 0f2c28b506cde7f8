import { beforeAll, expect, test } from 'vitest';
import { api } from '../../../_harness/admin.ts';
import { deployApp, folder, freshUser, openRole, ownerRole, type TestApp } from '../../../_harness/data-api.ts';

let app: TestApp;

beforeAll(async () => {
  const shared = {
    ...openRole,
    name: 'shared',
    apply_when: { shared: true },
    write: false,
    insert: false,
    delete: false,
  };
  const team = { ...openRole, name: 'team', apply_when: { team: '%%user.custom_data.team' } };
  const house = { ...openRole, name: 'house', apply_when: { team: '%%environment.values.team' } };
  const collections = { orders: { rules: { roles: [ownerRole, shared] } }, typed: { rules: { roles: [team, house] } } };
  const environment = {
    'environments/no-environment.json': { values: { team: { $oid: '6512e1b2c3d4e5f601234568' } } },
  };
  app = await deployApp(folder('shop', collections, environment));
});

const ask = (body: object, collection = 'orders') =>
  api('POST', `${app.path}/rules/mongodb-atlas/shop/${collection}/explain`, { body });

test('which role decides, what is seen, and why something is refused', async () => {
  const { id } = await freshUser(app);
  const own = await ask({ userId: id, document: { owner_id: id, text: 'mine' } });
  expect([own.status, own.json.namespace, own.json.document]).toMatchObject([
    200,
    'shop.orders',
    { role: 'owner', isFound: true, seen: { owner_id: id, text: 'mine' }, insert: 'permitted', delete: 'permitted' },
  ]);
  const others = await ask({ user: { id: 'somebody' }, document: { owner_id: id, shared: true } });
  expect(others.json.document).toMatchObject({
    role: 'shared',
    isFound: true,
    delete: { refused: 'delete not permitted' },
  });
  expect(others.json.roles[0]).toMatchObject({ name: 'owner', applies: 'by document', appliesToDocument: false });
  expect(others.json.roles[0].failures[0].condition).toContain('%%user.id');
  const nobody = await ask({ user: { id: 'somebody' }, document: { owner_id: id } });
  expect(nobody.json.document).toMatchObject({ isFound: false, insert: { refused: 'insert not permitted' } });
});

test('the system passes; what is not there is said', async () => {
  expect((await ask({ user: { id: '', type: 'system' } })).json.isSystem).toBe(true);
  expect((await ask({ user: { id: 'x' } }, 'unruled')).json.detail).toBe("no rule exists for namespace 'shop.unruled'");
  expect((await ask({ userId: '6512e1b2c3d4e5f601234567' })).status).toBe(404);
  expect((await ask({})).json.errorCode).toBe('MISSING_ATTRIBUTE');
});

test('Extended JSON in what the user is said to be, and in the environment', async () => {
  const id = (digit: number) => ({ $oid: `6512e1b2c3d4e5f60123456${digit}` });
  const user = { id: 'x', custom_data: { team: id(7) } };
  const role = async (team: object) => (await ask({ user, document: { team } }, 'typed')).json.document.role;
  expect([await role(id(7)), await role(id(8)), await role(id(9))]).toEqual(['team', 'house', undefined]);
  const wrong = await ask({ user: { id: 'x', custom_data: { team: { $oid: 'blue' } } } }, 'typed');
  expect([wrong.status, wrong.json.errorCode]).toEqual([400, 'INVALID_EXTENDED_JSON']);
  expect(wrong.json.detail).toContain('/body/user/custom_data/team');
});
