/** Lists of projects: who sees which, page by page. */
import { expect, test } from 'vitest';
import { api, freshKey, freshName, freshOrganization, type Json, type KeyPair } from '../../../_harness/admin.ts';

async function projectsIn(orgId: string, count: number, as?: KeyPair): Promise<{ id: string; name: string }[]> {
  const made = [];
  for (let index = 0; index < count; index++) {
    const { json } = await api('POST', '/groups', { body: { name: freshName('Listed'), orgId }, ...(as && { as }) });
    made.push(json);
  }
  return made;
}

const idsOf = ({ results }: Json): string[] => results.map(({ id }: Json) => id);
const linksOf = ({ links }: Json): string[] => links.map(({ rel }: Json) => rel).toSorted();

test('pages: each project once, the same total on every page and behind the last', async () => {
  const { id: orgId } = await freshOrganization();
  const key = await freshKey(orgId, ['ORG_OWNER']);
  const ids = (await projectsIn(orgId, 5)).map(({ id }) => id);
  for (const path of ['/groups', `/orgs/${orgId}/groups`]) {
    const pages = await Promise.all(
      [1, 2, 3, 4].map(async (page) => (await api('GET', `${path}?itemsPerPage=2&pageNum=${page}`, { as: key })).json),
    );
    expect(pages.map(idsOf)).toEqual([ids.slice(0, 2), ids.slice(2, 4), ids.slice(4), []]);
    expect(pages.map(({ totalCount }) => totalCount)).toEqual([5, 5, 5, 5]);
    expect(pages.map(linksOf)).toEqual([
      ['next', 'self'],
      ['next', 'previous', 'self'],
      ['previous', 'self'],
      ['previous', 'self'],
    ]);
  }
});

test('without a count there is none', async () => {
  const { json } = await api('GET', '/groups?includeCount=false&itemsPerPage=1');
  expect([json.totalCount, json.results.length]).toEqual([undefined, 1]);
});

test('who owns the service sees every project', async () => {
  const { id: orgId } = await freshOrganization();
  const [project] = await projectsIn(orgId, 1);
  const { totalCount } = (await api('GET', '/groups?itemsPerPage=1')).json;
  expect(totalCount).toBeGreaterThan(1);
  const last = await api('GET', `/groups?itemsPerPage=1&pageNum=${totalCount}`);
  expect([last.json.results.length, last.json.totalCount]).toEqual([1, expect.any(Number)]);
  expect(idsOf((await api('GET', `/orgs/${orgId}/groups`)).json)).toEqual([project?.id]);
});

test('who owns an organization and has roles in projects of it sees each once', async () => {
  const { id: orgId } = await freshOrganization();
  const key = await freshKey(orgId, ['ORG_OWNER']);
  const ids = [...(await projectsIn(orgId, 2)), ...(await projectsIn(orgId, 2, key))].map(({ id }) => id);
  const { json } = await api('GET', '/groups', { as: key });
  expect([idsOf(json), json.totalCount]).toEqual([ids, 4]);
});

test('who has roles in single projects sees those', async () => {
  const { id: orgId } = await freshOrganization();
  const [first, second] = await projectsIn(orgId, 3);
  const roles = Object.fromEntries([first, second].map((project) => [project?.id, ['GROUP_READ_ONLY']]));
  const key = await freshKey(orgId, ['ORG_MEMBER'], roles);
  for (const path of ['/groups', `/orgs/${orgId}/groups`]) {
    const { json } = await api('GET', path, { as: key });
    expect([idsOf(json), json.totalCount]).toEqual([[first?.id, second?.id], 2]);
    const named = await api('GET', `${path}?name=${encodeURIComponent(second?.name ?? '')}`, { as: key });
    expect(idsOf(named.json)).toEqual([second?.id]);
  }
});
