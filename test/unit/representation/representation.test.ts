import { describe, expect, test } from 'vitest';
import {
  fromProjects,
  instant,
  pageLinks,
  parseInstant,
  represent,
  verbatim,
  type Presentation,
} from '../../../src/representation/index.ts';

describe('instants', () => {
  test.each([
    ['2018-09-27', '2018-09-27T00:00:00Z'],
    ['2018-09-27T16:00-04:00', '2018-09-27T20:00:00Z'],
    ['2014-04-15T00:00:00-0400', '2014-04-15T04:00:00Z'],
    ['2014-04-15T10:20', '2014-04-15T10:20:00Z'],
    ['2014-04-15T10:20:30.123Z', '2014-04-15T10:20:30Z'],
    ['2014-04-15T10:20:30+05', '2014-04-15T05:20:30Z'],
    ['2016-02-29', '2016-02-29T00:00:00Z'],
  ])('%s is %s', (text, utc) => {
    const date = parseInstant(text);
    expect(date && instant(date)).toBe(utc);
  });

  test.each([
    '',
    'tomorrow',
    '2018-9-27',
    '2018-02-30',
    '2018-13-01',
    '2018-09-27T25:00',
    '2018-09-27 10:00',
    '1538006400',
  ])('%j is none', (text) => expect(parseInstant(text)).toBeUndefined());
});

describe('the seeds’ page: 57 hosts, the second page of ten', () => {
  const hosts = '/api/public/v1.0/projects/xxx/hosts';
  const atlas: Presentation = {
    origin: 'https://www.mongodb.com',
    generation: 'public',
    projects: true,
    envelope: false,
  };

  test('value for value', () => {
    const links = pageLinks(`${hosts}?pageNum=2&itemsPerPage=10`, { pageNum: 2, itemsPerPage: 10, hasNext: true });
    const shown = represent(
      {
        totalCount: 57,
        results: [{ id: 'yyy', groupId: 'xxx', links: [{ rel: 'self', href: '/groups/xxx/hosts/yyy' }] }],
        links,
      },
      200,
      atlas,
    );
    expect(shown).toEqual({
      totalCount: 57,
      results: [
        {
          id: 'yyy',
          projectId: 'xxx',
          links: [{ rel: 'self', href: `https://www.mongodb.com${hosts}/yyy` }],
        },
      ],
      links: [
        { rel: 'self', href: `https://www.mongodb.com${hosts}?pageNum=2&itemsPerPage=10` },
        { rel: 'previous', href: `https://www.mongodb.com${hosts}?itemsPerPage=10&pageNum=1` },
        { rel: 'next', href: `https://www.mongodb.com${hosts}?itemsPerPage=10&pageNum=3` },
      ],
    });
  });

  test('the first page has no previous, the last no next', () => {
    const rels = (pageNum: number, hasNext: boolean) =>
      pageLinks(hosts, { pageNum, itemsPerPage: 10, hasNext }).map(({ rel }) => rel);
    expect(rels(1, true)).toEqual(['self', 'next']);
    expect(rels(6, false)).toEqual(['self', 'previous']);
    expect(rels(1, false)).toEqual(['self']);
  });
});

describe('seed 003: the part of a host', () => {
  const host = {
    id: 'xxx',
    groupId: 'yyy',
    hostname: 'mongodb.example.com',
    port: 27017,
    links: [
      { rel: 'self', href: '/groups/xxx/hosts/yyy' },
      { rel: 'group', href: '/groups/xxx' },
    ],
  };
  const cloud = { origin: 'https://cloud.mongodb.com', generation: 'public', envelope: false } as const;

  test('under projects, value for value', () => {
    expect(represent(host, 200, { ...cloud, projects: true })).toEqual({
      id: 'xxx',
      projectId: 'yyy',
      hostname: 'mongodb.example.com',
      port: 27017,
      links: [
        { rel: 'self', href: 'https://cloud.mongodb.com/api/public/v1.0/projects/xxx/hosts/yyy' },
        { rel: 'http://mms.mongodb.com/project', href: 'https://cloud.mongodb.com/api/public/v1.0/projects/xxx' },
      ],
    });
  });

  test('under groups', () => {
    expect(represent(host, 200, { ...cloud, projects: false })).toMatchObject({
      groupId: 'yyy',
      links: [
        { href: 'https://cloud.mongodb.com/api/public/v1.0/groups/xxx/hosts/yyy' },
        { rel: 'http://mms.mongodb.com/group' },
      ],
    });
  });

  test('in an envelope', () => {
    expect(represent({ id: 'x' }, 201, { ...cloud, projects: false, envelope: true })).toEqual({
      status: 201,
      content: { id: 'x' },
    });
    expect(represent({ results: [], links: [] }, 200, { ...cloud, projects: false, envelope: true })).toEqual({
      links: [],
      results: [],
      status: 200,
    });
  });
});

test('bodies may say projectId', () => {
  expect(fromProjects({ roles: [{ projectId: 'x', roleName: 'y' }] })).toEqual({
    roles: [{ groupId: 'x', roleName: 'y' }],
  });
});

test("somebody else's fields stay as they are, whatever they are called", () => {
  const presentation = { origin: 'https://x', generation: 'public', projects: true, envelope: false } as const;
  const data = { links: ['https://example.com'], groupId: 1, a: 2 };
  const shown = represent({ groupId: 'g', data: verbatim(data) }, 200, presentation);
  expect(JSON.stringify(shown)).toBe('{"data":{"links":["https://example.com"],"groupId":1,"a":2},"projectId":"g"}');
});
