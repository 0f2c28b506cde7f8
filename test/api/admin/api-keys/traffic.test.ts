/** A key is read anew for each request: when its deletion has been answered, nobody gets in with it any more. */
import { expect, test } from 'vitest';
import { api, freshKey, freshOrganization } from '../../../_harness/admin.ts';

test('a key is deleted while eight clients use it', async () => {
  const { id: orgId } = await freshOrganization();
  const key = await freshKey(orgId, ['ORG_READ_ONLY']);
  const answered: { status: number; startedAt: number }[] = [];
  const client = async (): Promise<void> => {
    for (let status = 200; status === 200;) {
      const startedAt = performance.now();
      ({ status } = await api('GET', `/orgs/${orgId}`, { as: key }));
      answered.push({ status, startedAt });
    }
  };
  const clients = Promise.all(Array.from({ length: 8 }, client));
  await expect.poll(() => answered.length, { timeout: 20_000 }).toBeGreaterThan(60);
  expect((await api('DELETE', `/orgs/${orgId}/apiKeys/${key.id}`)).status).toBe(200);
  const deletedAt = performance.now();
  await clients;
  expect(new Set(answered.map(({ status }) => status))).toEqual(new Set([200, 401]));
  expect(answered.filter(({ status, startedAt }) => status === 200 && startedAt > deletedAt)).toEqual([]);
});
