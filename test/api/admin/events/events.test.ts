import { expect, test } from 'vitest';
import { api, freshKey, freshProject, owner } from '../../../_harness/admin.ts';

test('a change is told: who, from where, what; the newest first', async () => {
  const { id, orgId } = await freshProject();
  await api('PATCH', `/groups/${id}`, { body: { tags: ['x'] } });
  const { json } = await api('GET', `/groups/${id}/events`);
  expect(json.results.map((event: { eventTypeName: string }) => event.eventTypeName)).toEqual([
    'GROUP_UPDATED',
    'GROUP_CREATED',
  ]);
  const [event] = json.results;
  expect(event).toMatchObject({
    groupId: id,
    orgId,
    publicKey: owner.publicKey,
    remoteAddress: '127.0.0.1',
    isGlobalAdmin: true,
  });
  expect((await api('GET', `/groups/${id}/events/${event.id}`)).json.id).toBe(event.id);
  expect((await api('GET', `/orgs/${orgId}/events/${event.id}`)).json.id).toBe(event.id);
});

test('by type and time', async () => {
  const { id } = await freshProject();
  await api('PATCH', `/groups/${id}`, { body: { tags: ['x'] } });
  const total = async (query: string) => (await api('GET', `/groups/${id}/events?${query}`)).json.totalCount;
  expect(await total('eventType=GROUP_CREATED')).toBe(1);
  expect(await total('eventType=GROUP_CREATED&eventType=GROUP_UPDATED')).toBe(2);
  expect(await total('eventType=OTHER')).toBe(0);
  expect(await total('minDate=2001-01-01&maxDate=2999-01-01T00:00%2B01:00')).toBe(2);
  expect(await total('maxDate=2001-01-01')).toBe(0);
});

test.each([
  '2001-01-01',
  '2001-01-01T16:00-04:00',
  '2001-01-01T16:00:00-0400',
  '2001-01-01T16:00',
  '2001-01-01T16:00+01:00',
])('a date as the seeds write it: %s', async (date) => {
  const { id } = await freshProject();
  const { status, json } = await api('GET', `/groups/${id}/events?minDate=${date}`);
  expect([status, json.totalCount]).toEqual([200, 1]);
});

test('a change that fails is not told', async () => {
  const [{ id }, { name }] = [await freshProject(), await freshProject()];
  expect((await api('PATCH', `/groups/${id}`, { body: { name } })).status).toBe(409);
  expect((await api('GET', `/groups/${id}/events`)).json.totalCount).toBe(1);
});

test('errors', async () => {
  const { id } = await freshProject();
  expect((await api('GET', `/groups/${id}/events/6512e1b2c3d4e5f601234567`)).json.errorCode).toBe('EVENT_NOT_FOUND');
  expect((await api('GET', `/groups/${id}/events/x`)).json.errorCode).toBe('EVENT_NOT_FOUND');
  const { json } = await api('GET', `/groups/${id}/events?minDate=yesterday`);
  expect([json.errorCode, json.parameters]).toEqual(['INVALID_QUERY_PARAMETER', ['minDate']]);
});

test('a hundred requests a minute in a project, over all callers; another project goes on', async () => {
  const [one, other] = [await freshProject(), await freshProject()];
  const reader = await freshKey(one.orgId, ['ORG_READ_ONLY']);
  // Within one clock minute: begin anew if the minute is about to end.
  const left = 60_000 - (Date.now() % 60_000);
  if (left < 20_000) await new Promise((resolve) => setTimeout(resolve, left + 100));
  const first = await Promise.all(Array.from({ length: 50 }, () => api('GET', `/groups/${one.id}/events`)));
  const then = await Promise.all(
    Array.from({ length: 60 }, () => api('GET', `/api/atlas/v1.0/groups/${one.id}/events`, { as: reader })),
  );
  expect(first.every(({ status }) => status === 200)).toBe(true);
  const refused = then.filter(({ status }) => status === 429);
  expect(refused).toHaveLength(10);
  const path = `/api/atlas/v1.0/groups/${one.id}/events`;
  expect(refused[0]?.json).toEqual({
    detail: `Resource ${path} is limited to 100 requests every 1 minutes.`,
    error: 429,
    errorCode: 'RATE_LIMITED',
    parameters: [path, 100, 1],
    reason: 'Too Many Requests',
  });
  expect(refused[0]?.headers).toMatchObject({ 'ratelimit-limit': '100', 'ratelimit-remaining': '0' });
  expect(Number(refused[0]?.headers['retry-after'])).toBeLessThanOrEqual(60);
  expect((await api('GET', `/groups/${other.id}/events`, { as: reader })).status).toBe(200);
});
