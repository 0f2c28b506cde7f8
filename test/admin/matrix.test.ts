/** Every operation of the admin API × every role × nobody: what the contract says is what happens. */
import { beforeAll, describe, expect, test } from 'vitest';
import { operations } from '../../generated/operations.gen.ts';
import { globalRoles, groupRoles, mayGrant, orgRoles, rolesIn } from '../../src/auth/index.ts';
import type { Operation, Role } from '../../src/contract/index.ts';
import { api, freshAccount, freshKey, freshProject, type KeyPair } from '../_harness/admin.ts';

const admin = (Object.values(operations) as readonly Operation[]).filter(({ plane }) => plane === 'admin');
const callers = new Map<string, KeyPair>();
let place = { groupId: '', orgId: '' };
let stranger: KeyPair;
/** Whom operations with `{userId}` are about. */
let subject: KeyPair & { id: string };
const subjectRoles = () => [
  { roleName: 'ORG_MEMBER', orgId: place.orgId },
  { roleName: 'GROUP_READ_ONLY', groupId: place.groupId },
];

/** What the contract says of a caller with these roles. */
function isAllowed({ path, requiredRoles }: Operation, roles: readonly Role[]): boolean {
  const { orgId, groupId } = place;
  const inProject = path.includes('{groupId}');
  const inOrganization = path.includes('{orgId}');
  const aboutUser = path.includes('{userId}') && !inProject && !inOrganization;
  const scopes = inProject ? [place] : inOrganization ? [{ orgId }] : aboutUser ? [{ orgId }, place, {}] : [{}];
  const held = scopes.flatMap((scope) => [...rolesIn(scope, roles)]);
  const theirs = subjectRoles().filter((role) => !inProject || role.groupId === groupId);
  const isGrantor = theirs.every((role) => mayGrant(role, role.groupId === undefined ? { orgId } : place, roles));
  return requiredRoles.some(
    (name) => name === 'AUTHENTICATED' || held.includes(name) || (name === 'GRANTOR' && isGrantor),
  );
}

beforeAll(async () => {
  const project = await freshProject();
  place = { groupId: project.id, orgId: project.orgId };
  for (const role of orgRoles) callers.set(role, await prepared(await freshKey(project.orgId, [role])));
  for (const role of groupRoles) {
    const key = await freshKey(project.orgId, ['ORG_MEMBER'], { [project.id]: [role] });
    callers.set(role, await prepared(key));
  }
  subject = await freshAccount(subjectRoles());
  await api('POST', `/users/${subject.id}/accessList`, { body: [{ ipAddress: '127.0.0.1' }] });
  const elsewhere = await api('POST', '/orgs', { body: { name: 'Elsewhere' } });
  stranger = await freshKey(elsewhere.json.id, ['ORG_OWNER']);
  await api('POST', `/orgs/${elsewhere.json.id}/apiKeys/${(stranger as { id?: string }).id}/accessList`, {
    body: [{ ipAddress: '127.0.0.1' }],
  });
});

/** With an entry on its access list, so that only roles decide. */
async function prepared(key: KeyPair & { id: string }): Promise<KeyPair> {
  await api('POST', `/orgs/${place.orgId}/apiKeys/${key.id}/accessList`, { body: [{ ipAddress: '127.0.0.1' }] });
  return key;
}

/** A target and a body that are refused for themselves, so that nothing is changed by who may. */
function harmless({ path, body }: Operation): [target: string, body: unknown] {
  const known: Record<string, string> = { ...place, userId: subject.id };
  const target = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => known[name] ?? '000000000000000000000000');
  return [target, body === null ? undefined : '{"nothing":'];
}

const denied = new Set([
  'USER_UNAUTHORIZED',
  'NOT_IN_GROUP',
  'NOT_IN_ORG',
  'CANNOT_ADD_ROLE',
  ...admin.flatMap(({ denial }) => denial ?? []),
]);
/** DELETE has no body to be wrong: `If-Match` holds it back. */
const headers = { 'if-match': '"999999"' };

describe.each(admin.map((operation) => [operation.operationId, operation] as const))('%s', (_, operation) => {
  const method = operation.method.toUpperCase();

  test('nobody', async () => {
    const [target, body] = harmless(operation);
    const { status, json } = await api(method, target, { as: 'none', body });
    expect([status, json.reason]).toEqual([401, 'Unauthorized']);
  });

  const byBody = operation.scope !== null;
  test.skipIf(byBody).each([...orgRoles, ...groupRoles])('%s', async (role) => {
    const [target, body] = harmless(operation);
    const as = callers.get(role) as KeyPair;
    const inProject = (groupRoles as readonly string[]).includes(role);
    const roles = [
      { roleName: 'ORG_MEMBER', orgId: place.orgId },
      inProject ? { roleName: role, groupId: place.groupId } : { roleName: role, orgId: place.orgId },
    ];
    const allowed = isAllowed(operation, roles);
    const { status, json } = await api(method, target, { as, body, headers });
    expect([allowed, denied.has(json?.errorCode)], `${status} ${JSON.stringify(json)}`).toEqual([allowed, !allowed]);
  });

  test.skipIf(!operation.path.includes('{userId}'))('the user himself', async () => {
    const [target, body] = harmless(operation);
    const allowed = operation.requiredRoles.includes('SELF') || isAllowed(operation, subjectRoles());
    const { status, json } = await api(method, target, { as: subject, body, headers });
    expect([allowed, denied.has(json?.errorCode)], `${status} ${JSON.stringify(json)}`).toEqual([allowed, !allowed]);
  });

  test.skipIf(!/\{(groupId|orgId|userId)\}/.test(operation.path))('an owner of another organization', async () => {
    const [target, body] = harmless(operation);
    const { status, json } = await api(method, target, { as: stranger, body, headers });
    const elsewhere = operation.path.includes('{groupId}') ? 'NOT_IN_GROUP' : 'NOT_IN_ORG';
    const aboutUser = !/\{(groupId|orgId)\}/.test(operation.path);
    expect([status, json.errorCode]).toEqual([401, aboutUser ? (operation.denial ?? 'USER_UNAUTHORIZED') : elsewhere]);
  });
});

test('roles that only read are required by no operation that changes something', () => {
  const readers = ['GROUP_READ_ONLY', 'ORG_READ_ONLY', 'ORG_MEMBER', 'GLOBAL_READ_ONLY'];
  const wrong = admin.filter(
    ({ method, requiredRoles }) => method !== 'get' && requiredRoles.some((role) => readers.includes(role)),
  );
  expect(wrong.map(({ operationId }) => operationId)).toEqual([]);
  expect(rolesIn({}, [{ roleName: 'GLOBAL_READ_ONLY' }]).has('ORG_OWNER')).toBe(false);
  expect(globalRoles).toContain('GLOBAL_OWNER');
});
