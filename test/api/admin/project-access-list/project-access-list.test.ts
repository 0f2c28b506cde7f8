import { expect, test } from 'vitest';
import { api, freshProject } from '../../../_harness/admin.ts';

test('added, changed, read, removed', async () => {
  const { id } = await freshProject();
  const path = `/groups/${id}/accessList`;
  expect((await api('GET', path)).json.results).toEqual([]);
  const added = await api('POST', path, {
    body: [
      { ipAddress: '203.0.113.7', comment: 'a' },
      { cidrBlock: '198.51.100.9/24', deleteAfterDate: '2999-01-01' },
    ],
  });
  expect([added.status, added.json.totalCount]).toEqual([201, 2]);
  const again = await api('POST', path, { body: [{ cidrBlock: '203.0.113.7/32', comment: 'b' }] });
  expect(again.json.results.map((entry: { comment?: string }) => entry.comment)).toEqual(['b', undefined]);
  const entry = await api('GET', `${path}/198.51.100.0%2F24`);
  expect(entry.json).toMatchObject({ groupId: id, deleteAfterDate: '2999-01-01T00:00:00Z' });
  expect((await api('GET', `/projects/${id}/accessList/203.0.113.7`)).json.projectId).toBe(id);
  expect((await api('DELETE', `${path}/203.0.113.7`)).status).toBe(200);
  expect((await api('DELETE', `${path}/203.0.113.7`)).json.errorCode).toBe('ACCESS_LIST_NOT_FOUND');
  expect((await api('GET', `${path}/203.0.113.7`)).json.errorCode).toBe('ACCESS_LIST_NOT_FOUND');
});

test.each([
  ['INVALID_IP_ADDRESS_OR_CIDR_NOTATION', [{ ipAddress: 'x' }]],
  ['INVALID_ATTRIBUTE', [{ ipAddress: '10.0.0.1', deleteAfterDate: '2001-01-01' }]],
  ['INVALID_ATTRIBUTE', [{ ipAddress: '10.0.0.1', deleteAfterDate: 'soon' }]],
  ['ATTRIBUTE_READ_ONLY', [{ ipAddress: '10.0.0.1', groupId: 'other' }]],
])('%s leaves nothing behind', async (errorCode, body) => {
  const path = `/groups/${(await freshProject()).id}/accessList`;
  const { status, json } = await api('POST', path, { body: [{ ipAddress: '10.0.0.2' }, ...body] });
  expect([status, json.errorCode]).toEqual([400, errorCode]);
  expect((await api('GET', path)).json.totalCount).toBe(0);
});

test.each([
  ['2999-09-27', '2999-09-27T00:00:00Z'],
  ['2999-09-27T16:00-04:00', '2999-09-27T20:00:00Z'],
  ['2999-09-27T16:00:00-0400', '2999-09-27T20:00:00Z'],
  ['2999-09-27T16:00:00.5+02', '2999-09-27T14:00:00Z'],
  ['2999-09-27T16:00', '2999-09-27T16:00:00Z'],
])('a date as the seeds write it: %s', async (given, shown) => {
  const path = `/groups/${(await freshProject()).id}/accessList`;
  const { status, json } = await api('POST', path, { body: [{ ipAddress: '10.0.0.1', deleteAfterDate: given }] });
  expect([status, json.results[0].deleteAfterDate]).toEqual([201, shown]);
});
