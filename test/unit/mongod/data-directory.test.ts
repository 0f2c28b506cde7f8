import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDataFiles, readOrMakeSecret } from '../../../src/mongod/data-files.ts';
import { lockDataDir } from '../../../src/mongod/index.ts';
import { mongodArguments } from '../../../src/mongod/mongod-process.ts';
import { commandLineMark } from '../../../src/mongod/orphan.ts';
import { processesWith, processStart } from '../../../src/mongod/process-identity.ts';
import { readRecord, writeRecord } from '../../../src/mongod/record.ts';
import { compareSeries, requireNotOlder } from '../../../src/mongod/version.ts';
import { temporaryFolder } from './fake-mongod.ts';

test('a directory is locked once, and free again afterwards', () => {
  const dataDir = join(temporaryFolder(), 'data');
  const lock = lockDataDir(dataDir);
  expect(() => lockDataDir(dataDir)).toThrow(new RegExp(`in use by this process \\(${process.pid}\\)[^]*--data-dir`));
  lock[Symbol.dispose]();
  lockDataDir(dataDir)[Symbol.dispose]();
  expect(readdirSync(dataDir)).toEqual([]);
});

test('another process that lives holds its lock, and is named', () => {
  const dataDir = temporaryFolder();
  const claim = { pid: process.ppid, start: processStart(process.ppid) };
  writeFileSync(join(dataDir, 'docgate.lock'), JSON.stringify(claim));
  expect(() => lockDataDir(dataDir)).toThrow(new RegExp(`in use by process ${process.ppid}; [^]*kill ${process.ppid}`));
});

test.each([
  ['of a process that is gone', () => ({ pid: spawnSync('true').pid, start: 'x' })],
  ['of a pid that has been given to another process', () => ({ pid: process.ppid, start: 'earlier' })],
  ['cut short', () => undefined],
])('a lock %s is taken over at once', (_case, claim) => {
  const dataDir = temporaryFolder();
  writeFileSync(join(dataDir, 'docgate.lock'), JSON.stringify(claim()) ?? '{"pid":');
  using lock = lockDataDir(dataDir);
  expect(readFileSync(lock.path, 'utf8')).toContain(`"pid":${process.pid}`);
  expect(readdirSync(dataDir)).toEqual(['docgate.lock']);
});

test('a process is told from others by its start', () => {
  expect(processStart(process.pid)).toBe(processStart(process.pid));
  expect(processStart(process.pid)).not.toBe(processStart(process.ppid));
  expect(processStart(2 ** 30)).toBeUndefined();
});

test('a left-over mongod is recognised by the command line that it was given', () => {
  const files = openDataFiles(temporaryFolder());
  const args = mongodArguments(files, { path: '/opt/mongod', port: 1, initialising: false });
  const script = 'process.stdin.resume()';
  const child = spawn(process.execPath, ['-e', script, '--', ...args], { stdio: ['pipe', 'ignore', 'ignore'] });
  expect(processesWith(commandLineMark(files))).toEqual([child.pid]);
  child.kill();
});

test('a secret is made once, for its owner only', () => {
  const path = join(temporaryFolder(), 'password');
  const secret = readOrMakeSecret(path);
  expect(secret).toMatch(/^[A-Za-z0-9]{64}$/);
  expect(readOrMakeSecret(path)).toBe(secret);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('the record of a start is read back; one that is damaged is refused with the mend', () => {
  const files = openDataFiles(temporaryFolder());
  expect(readRecord(files)).toBeUndefined();
  const record = { version: '6.0.5', path: '/opt/mongod', port: 27017, process: { pid: 7, start: 'x' } };
  writeRecord(files, record);
  expect(readRecord(files)).toEqual(record);
  writeFileSync(files.record, '{"version":');
  expect(() => readRecord(files)).toThrow(/mongod\.json cannot be read[^]*Restore the file/);
});

test('an older series than the recorded one is refused with the mend, an older patch is not', () => {
  const record = { version: '7.0.5', path: '/opt/mongod-7', port: 1 };
  const refuse = (version: string) => () => requireNotOlder({ version, path: '/usr/bin/mongod' }, record);
  expect(refuse('6.0.5')).toThrow(
    /mongod 6\.0\.5, but .* mongod 7\.0\.5[^]*--mongod PATH .* 7\.0 or newer.*\/opt\/mongod-7/,
  );
  expect(refuse('7.0.1')).not.toThrow();
  expect(refuse('8.0.0')).not.toThrow();
  expect(compareSeries('10.0.0', '9.3.0')).toBeGreaterThan(0);
});
