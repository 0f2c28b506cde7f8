import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { errorsInLog, logSince, rotateLog } from '../../../src/mongod/log-file.ts';
import { temporaryFolder } from './fake-mongod.ts';

test('the errors of a log are found among its lines', () => {
  const log = [
    '{"s":"I","msg":"MongoDB starting"}',
    '{"s":"E","msg":"Failed to set up listener","attr":{"error":{"codeName":"SocketException"}}}',
    '{"s":"F","msg":"Wrong mongod version","attr":{"error":"UPGRADE PROBLEM"}}',
    'Error parsing command line: unrecognised option',
    '',
  ].join('\n');
  expect(errorsInLog(log)).toEqual([
    'Failed to set up listener: {"codeName":"SocketException"}',
    'Wrong mongod version: UPGRADE PROBLEM',
    'Error parsing command line: unrecognised option',
  ]);
});

test('a large log is moved aside, over the one before', () => {
  const path = join(temporaryFolder(), 'mongod.log');
  expect(rotateLog(path, 10)).toBe(false);
  writeFileSync(path, 'first, and long');
  expect(logSince(path, 7)).toBe('and long');
  expect(rotateLog(path, 10)).toBe(true);
  expect(existsSync(path)).toBe(false);
  writeFileSync(path, 'second, and long');
  expect(rotateLog(path, 10)).toBe(true);
  expect(logSince(`${path}.1`, 0)).toBe('second, and long');
});
