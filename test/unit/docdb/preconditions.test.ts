import { describe, expect, it } from 'vitest';
import { entityTag, parseEntityTags, tagOf } from '../../../src/api/docdb/entity-tag.ts';
import { guardOfWrite, isNotModified } from '../../../src/api/docdb/preconditions.ts';
import { answerMode } from '../../../src/api/docdb/answer-mode.ts';
import { BSON } from '../../../src/mongo/index.ts';
import { problemOf } from './problem-of.ts';

const now = tagOf(BSON.serialize({ _id: 1, n: 1 }));
const before = tagOf(BSON.serialize({ _id: 1, n: 0 }));
const [json, ejson] = [answerMode('application/json'), answerMode('application/ejson')];

describe('an ETag', () => {
  it('is strong, and of its own for each state and representation', () => {
    const tags = [now, before].flatMap((tag) => [entityTag(tag, json), entityTag(tag, ejson)]);
    expect(new Set(tags).size).toBe(4);
    for (const tag of tags) expect(tag).toMatch(/^"[\w-]{22}-e?json"$/);
  });

  it('changes with the type of a value and with the order of fields', () => {
    const documents = [
      { a: 1, b: 2 },
      { b: 2, a: 1 },
      { a: new BSON.Double(1), b: 2 },
    ];
    expect(new Set(documents.map((document) => tagOf(BSON.serialize(document)))).size).toBe(3);
  });

  it('is read from lists, weak or strong, with commas inside', () => {
    expect(parseEntityTags(' * ')).toBe('*');
    expect(parseEntityTags('"a", W/"b" ,"c,d"')).toEqual([
      { weak: false, opaque: 'a' },
      { weak: true, opaque: 'b' },
      { weak: false, opaque: 'c,d' },
    ]);
    expect(parseEntityTags('a')).toEqual([]);
  });
});

describe('a write', () => {
  it.each([
    ['without preconditions', {}, now, 'none'],
    ['without preconditions, of an absent document', {}, undefined, 'none'],
    ['If-Match of this state', { 'if-match': entityTag(now, json) }, now, 'unchanged'],
    ['If-Match of this state in the other representation', { 'if-match': entityTag(now, ejson) }, now, 'unchanged'],
    ['If-Match with this state in a list', { 'if-match': `"x", ${entityTag(now, json)}` }, now, 'unchanged'],
    ['If-Match: *', { 'if-match': '*' }, now, 'exists'],
    ['If-None-Match: * of an absent document', { 'if-none-match': '*' }, undefined, 'absent'],
    ['If-None-Match of another state', { 'if-none-match': entityTag(before, json) }, now, 'unchanged'],
  ])('%s may go on', (_what, headers, current, guard) => {
    expect(guardOfWrite(headers, current)).toBe(guard);
  });

  it.each([
    ['If-Match of an older state', { 'if-match': entityTag(before, json) }, now],
    ['If-Match with a weak tag', { 'if-match': `W/${entityTag(now, json)}` }, now],
    ['If-Match of an absent document', { 'if-match': entityTag(now, json) }, undefined],
    ['If-Match: * of an absent document', { 'if-match': '*' }, undefined],
    ['If-Match that is no tag', { 'if-match': 'nonsense' }, now],
    ['If-None-Match: *', { 'if-none-match': '*' }, now],
    ['If-None-Match with a weak tag of this state', { 'if-none-match': `W/${entityTag(now, json)}` }, now],
  ])('%s is refused with 412', (_what, headers, current) => {
    expect(problemOf(() => guardOfWrite(headers, current))).toMatchObject({ code: 'PRECONDITION_FAILED', status: 412 });
  });
});

it.each([
  [entityTag(now, json), true],
  [`W/${entityTag(now, ejson)}`, true],
  ['*', true],
  [`${entityTag(before, json)}, "x"`, false],
  ['', false],
])('a GET with If-None-Match: %s has its document already: %s', (header, expected) => {
  expect(isNotModified(header, now)).toBe(expected);
});
