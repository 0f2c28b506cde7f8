import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Db } from '../../src/mongo/index.ts';
import { createEncryption, Secret } from '../../src/secrets/index.ts';
import {
  createStore,
  prepareStore,
  publishBootstrap,
  type OwnerKey,
  type PrepareOptions,
} from '../../src/store/index.ts';
import { prepareOptions, freshStore, testMasterKey } from './fresh-store.ts';

async function counts(db: Db): Promise<number[]> {
  const store = createStore(db, { transactions: true });
  const collections = [store.organizations, store.projects, store.apiKeys];
  return Promise.all(collections.map((collection) => collection.countDocuments()));
}

function readFile(dataDir: string, name = 'bootstrap.json'): OwnerKey {
  return JSON.parse(readFileSync(join(dataDir, name), 'utf8')) as OwnerKey;
}

/** Makes every new API key fail at the server, until it is taken back. */
async function refuseKeys(db: Db, refuse: boolean): Promise<void> {
  await db.command({ collMod: 'apiKeys', validator: refuse ? { never: true } : {} });
}

/** A start that came to its end. */
async function start(options: PrepareOptions): Promise<Awaited<ReturnType<typeof prepareStore>>> {
  const outcome = await prepareStore(options);
  if (outcome.ownerKey !== undefined) await publishBootstrap(options.dataDir);
  return outcome;
}

/** Both ways of writing: with transactions, and as on a server without. */
const ways = [
  { way: 'with transactions', transactions: true },
  { way: 'without', transactions: false },
];

describe.each(ways)('bootstrap $way', ({ transactions }) => {
  it('makes organization, project and owner key, and keeps the pair in a private file', async () => {
    const options = await prepareOptions({ transactions });
    const { ownerKey, file } = await start(options);
    expect(file).toBe(join(options.dataDir, 'bootstrap.json'));
    expect(ownerKey).toEqual(readFile(options.dataDir));
    expect(ownerKey?.publicKey).toMatch(/^[a-z]{8}$/);
    expect(ownerKey?.privateKey).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(options.dataDir)).toEqual(['bootstrap.json']);
  });

  it('writes entities that the admin API can show, and no private key', async () => {
    const options = await prepareOptions({ transactions });
    const { ownerKey } = await start(options);
    const store = createStore(options.db, { transactions: true });
    const [organization, project, key] = [
      await store.organizations.findOne(),
      await store.projects.findOne(),
      await store.apiKeys.findOne(),
    ];
    expect([organization?._id.toHexString(), project?._id.toHexString(), key?._id.toHexString()]).toEqual([
      ownerKey?.organization.id,
      ownerKey?.project.id,
      ownerKey?.apiKeyId,
    ]);
    expect(project?.orgId).toEqual(organization?._id);
    expect(key?.roles).toEqual([
      { roleName: 'GLOBAL_OWNER' },
      { orgId: organization?._id, roleName: 'ORG_OWNER' },
      { groupId: project?._id, roleName: 'GROUP_OWNER' },
    ]);
    expect(key?.accessList.map(({ ipAddress, cidrBlock }) => [ipAddress, cidrBlock])).toEqual([
      ['127.0.0.1', '127.0.0.1/32'],
      ['::1', '::1/128'],
    ]);
    expect(key?.privateKeyEnd).toBe(ownerKey?.privateKey.slice(-12));
    expect(JSON.stringify([organization, project, key])).not.toContain(ownerKey?.privateKey);
  });

  it("keeps digest's HA1 of both algorithms, encrypted", async () => {
    const options = await prepareOptions({ transactions });
    const { ownerKey } = await start(options);
    const key = await createStore(options.db, { transactions: true }).apiKeys.findOne();
    const encryption = createEncryption(options.masterKey);
    for (const algorithm of ['md5', 'sha256'] as const) {
      const expected = createHash(algorithm)
        .update(`${ownerKey?.publicKey}:MMS Public API:${ownerKey?.privateKey}`)
        .digest('hex');
      expect(encryption.decrypt(key?.ha1[algorithm] ?? '', `apiKeys/${ownerKey?.apiKeyId}/ha1.${algorithm}`)).toBe(
        expected,
      );
    }
  });

  it('happens once: later starts name the file and give no key', async () => {
    const options = await prepareOptions({ transactions });
    const { ownerKey } = await start(options);
    expect(await start(options)).toEqual({ file: join(options.dataDir, 'bootstrap.json'), migrations: [] });
    expect(readFile(options.dataDir)).toEqual(ownerKey);
    expect(await counts(options.db)).toEqual([1, 1, 1]);
  });

  it('takes the given values', async () => {
    const given = { publicKey: 'publickey', privateKey: new Secret('private-key') };
    const { ownerKey } = await start(await prepareOptions({ transactions, ownerKey: given }));
    expect(ownerKey).toMatchObject({ publicKey: 'publickey', privateKey: 'private-key' });
  });

  it('that fails half way leaves nothing behind in the end, and the next start gives the same pair', async () => {
    const options = await prepareOptions({ transactions });
    await options.db.createCollection('apiKeys');
    await refuseKeys(options.db, true);
    await expect(start(options)).rejects.toThrow('Document failed validation');
    expect(await counts(options.db)).toEqual(transactions ? [0, 0, 0] : [1, 1, 0]);
    expect(existsSync(join(options.dataDir, 'bootstrap.json'))).toBe(false);
    const planned = readFile(options.dataDir, 'bootstrap.draft.json');

    await refuseKeys(options.db, false);
    const { ownerKey } = await start(options);
    expect(ownerKey).toEqual(planned);
    expect(await counts(options.db)).toEqual([1, 1, 1]);
    expect(readdirSync(options.dataDir)).toEqual(['bootstrap.json']);
  });

  it('that another machine left half done is taken back first', async () => {
    const dead = await prepareOptions({ transactions: false });
    await dead.db.createCollection('apiKeys');
    await refuseKeys(dead.db, true);
    await expect(start(dead)).rejects.toThrow('Document failed validation');
    await refuseKeys(dead.db, false);

    const { dataDir } = await freshStore();
    const { ownerKey } = await start({ ...dead, dataDir, transactions });
    expect(await counts(dead.db)).toEqual([1, 1, 1]);
    expect((await createStore(dead.db, { transactions: true }).apiKeys.findOne())?.publicKey).toBe(ownerKey?.publicKey);
  });
});

describe('bootstrap', () => {
  it('that died before the pair was shown shows it at the next start, once', async () => {
    const options = await prepareOptions();
    const { ownerKey } = await prepareStore(options);
    expect((await start(options)).ownerKey).toEqual(ownerKey);
    expect((await start(options)).ownerKey).toBeUndefined();
    expect(readFile(options.dataDir)).toEqual(ownerKey);
  });

  it('starts anew from a draft that the crash cut off', async () => {
    const options = await prepareOptions();
    writeFileSync(join(options.dataDir, 'bootstrap.draft.json'), '{"publicKey": "ab', { mode: 0o600 });
    expect((await start(options)).ownerKey?.publicKey).toHaveLength(8);
  });

  it('of a second store keeps the credentials of the first', async () => {
    const options = await prepareOptions();
    const { ownerKey: first } = await start(options);
    const { db } = await freshStore();
    const { ownerKey: second } = await start({ ...options, db });
    expect(readFile(options.dataDir)).toEqual(second);
    expect(readFile(options.dataDir, `bootstrap.${first?.apiKeyId}.json`)).toEqual(first);
  });

  it('leaves a store alone that holds organizations', async () => {
    const options = await prepareOptions();
    await start(options);
    await options.db.collection<{ _id: string }>('serviceState').deleteOne({ _id: 'bootstrap' });
    const { dataDir } = await freshStore();
    expect((await start({ ...options, dataDir })).ownerKey).toBeUndefined();
    expect(await counts(options.db)).toEqual([1, 1, 1]);
  });

  it('of many services at once is done by one', async () => {
    const { db } = await freshStore();
    const starts = await Promise.all([1, 2, 3, 4].map(async () => prepareOptions({ db, ...(await onlyDir()) })));
    const outcomes = await Promise.all(starts.map((one) => prepareStore(one)));
    expect(outcomes.filter(({ ownerKey }) => ownerKey !== undefined)).toHaveLength(1);
    expect(outcomes.filter(({ migrations }) => migrations.length > 0)).toHaveLength(1);
    expect(await counts(db)).toEqual([1, 1, 1]);
  });
});

async function onlyDir(): Promise<{ dataDir: string }> {
  const { dataDir } = await freshStore();
  return { dataDir };
}

describe('another master key', () => {
  it('is refused with the mend', async () => {
    const options = await prepareOptions();
    await start(options);
    await expect(start({ ...options, masterKey: await testMasterKey('o') })).rejects.toThrow('--master-key');
  });
});
