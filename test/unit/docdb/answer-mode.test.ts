import { expect, it } from 'vitest';
import { answerMode } from '../../../src/api/docdb/answer-mode.ts';
import { problemOf } from './problem-of.ts';

it.each([
  [undefined, 'application/json'],
  ['', 'application/json'],
  ['*/*', 'application/json'],
  ['application/*', 'application/json'],
  ['application/json', 'application/json'],
  ['Application/JSON; charset=utf-8', 'application/json'],
  ['text/html, application/xhtml+xml, */*;q=0.8', 'application/json'],
  ['application/ejson', 'application/ejson'],
  ['application/ejson, */*', 'application/ejson'],
  ['application/ejson;q=0.5, application/json', 'application/json'],
  ['application/json;q=0.5, application/ejson', 'application/ejson'],
  ['application/json, application/ejson', 'application/json'],
  ['application/json;q=0, */*', 'application/ejson'],
])('Accept: %s is answered with %s', (accept, contentType) => {
  expect(answerMode(accept).contentType).toBe(contentType);
});

it.each(['text/html', 'application/json;q=0', 'application/problem+json', 'nonsense'])(
  'Accept: %s is 406',
  (accept) => {
    expect(problemOf(() => answerMode(accept)).code).toBe('NOT_ACCEPTABLE');
  },
);

it('writes canonical Extended JSON for application/ejson alone', () => {
  expect(answerMode('application/ejson').mode).toBe('canonical');
  expect(answerMode('application/json').mode).toBe('json');
});
