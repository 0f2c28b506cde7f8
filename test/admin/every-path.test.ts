/** What holds at every path of the admin API, whatever it is about. */
import { beforeAll, describe, expect, test } from 'vitest';
import { operations } from '../../generated/operations.gen.ts';
import type { Operation } from '../../src/contract/index.ts';
import { api, freshProject, freshUser } from '../_harness/admin.ts';

const admin = (Object.values(operations) as readonly Operation[]).filter(({ plane }) => plane === 'admin');
const paths = [...Map.groupBy(admin, ({ path }) => path)];
const nothing = '000000000000000000000000';
/** Of the right form, and not there. */
const absent: Record<string, string> = { accessListEntry: '192.0.2.77', version: '7', providerType: 'anon-user' };
const known: Record<string, string> = {};

beforeAll(async () => {
  const project = await freshProject();
  Object.assign(known, { groupId: project.id, orgId: project.orgId, userId: (await freshUser()).id });
});

const fill = (path: string, values: Record<string, string>): string =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? absent[name] ?? nothing);

test.each(paths)('%s: another method is 405, and Allow says which there are', async (path, offered) => {
  const methods = offered.map(({ method }) => method.toUpperCase());
  const others = ['GET', 'PUT', 'POST', 'PATCH', 'DELETE'].filter((method) => !methods.includes(method));
  const allow = [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].toSorted().join(', ');
  for (const method of others) {
    const { status, headers, json } = await api(method, fill(path, known), { as: 'none' });
    expect([method, status, headers.allow, json.errorCode]).toEqual([method, 405, allow, 'METHOD_NOT_ALLOWED']);
  }
  expect((await api('OPTIONS', fill(path, known), { as: 'none' })).headers.allow).toBe(allow);
});

describe('in a context that does not exist', () => {
  const within = admin.filter(({ method, path }) => method === 'get' && path.includes('{'));

  test.each(within.map(({ operationId, path }) => [operationId, path] as const))('%s is 404', async (_, path) => {
    const first = /\{(\w+)\}/.exec(path)?.[1] ?? '';
    for (const wrong of [nothing, 'x']) {
      const { status, json } = await api('GET', fill(path, { ...known, [first]: wrong }));
      expect([wrong, status, json.error]).toEqual([wrong, 404, 404]);
    }
    // What is below a context that is there, and is not there itself.
    const parameters = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
    if (parameters.every((name) => name in known)) return;
    expect((await api('GET', fill(path, known))).status).toBe(404);
  });
});

test.each(admin.filter(({ method, ifMatch }) => method !== 'get' && method !== 'post' && !ifMatch))(
  '$operationId: If-Match holds it back, for there is no ETag to match',
  async ({ method, path, body }) => {
    const headers = { 'if-match': '"1"' };
    const { status, json } = await api(method.toUpperCase(), fill(path, known), {
      headers,
      body: body ? {} : undefined,
    });
    expect([status, json.errorCode]).toEqual([412, 'PRECONDITION_FAILED']);
  },
);
