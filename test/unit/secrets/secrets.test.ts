import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createEncryption,
  masterKeyFile,
  openMasterKey,
  packSecrets,
  readPrivateFile,
  Secret,
  unpackSecrets,
  writePrivateFile,
} from '../../../src/secrets/index.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'docgate-secrets-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('Secret', () => {
  it('hides in every usual way of showing', () => {
    const secret = new Secret('hunter2');
    const shown = [
      String(secret),
      JSON.stringify({ secret }),
      inspect({ secret }),
      inspect(secret, { showHidden: true }),
      Object.keys(secret).join(),
    ];
    expect(shown.join(' ')).not.toContain('hunter2');
    expect(secret.reveal()).toBe('hunter2');
  });

  it('travels packed, and comes out a Secret', () => {
    const packed = packSecrets({
      list: [new Secret('a')],
      deep: { key: new Secret('b') },
      plain: 1,
      absent: undefined,
    });
    const value = unpackSecrets(packed) as { list: Secret[]; deep: { key: Secret }; plain: number };
    expect([value.list[0]?.reveal(), value.deep.key.reveal(), value.plain]).toEqual(['a', 'b', 1]);
  });
});

describe('private files', () => {
  it('are 0600 and leave nothing beside', async () => {
    const path = join(folder, 'deep', 'secret');
    await writePrivateFile(path, 'one');
    await writePrivateFile(path, 'two');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(await readPrivateFile(path)).toBe('two');
    expect(readdirSync(join(folder, 'deep'))).toEqual(['secret']);
  });

  it('are refused when others can read them', async () => {
    const path = join(folder, 'secret');
    writeFileSync(path, 'x');
    chmodSync(path, 0o644);
    await expect(readPrivateFile(path)).rejects.toThrow(`chmod 600 '${path}'`);
  });

  it('may be missing', async () => {
    expect(await readPrivateFile(join(folder, 'none'))).toBeUndefined();
  });
});

describe('the master key', () => {
  it('is made once, in the data directory, 0600', async () => {
    const first = await openMasterKey({ dataDir: folder });
    const second = await openMasterKey({ dataDir: folder });
    expect(statSync(masterKeyFile(folder)).mode & 0o777).toBe(0o600);
    expect(second.derive('page tokens')).toEqual(first.derive('page tokens'));
    expect(readFileSync(masterKeyFile(folder), 'utf8').trim()).toMatch(/^[\w-]{43}$/);
  });

  it('is the given one, and then writes nothing', async () => {
    const given = new Secret('k'.repeat(32));
    const key = await openMasterKey({ given, dataDir: folder });
    expect(key.secret).toBe(given);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('derives keys of 32 bytes that have nothing in common', async () => {
    const key = await openMasterKey({ given: new Secret('k'.repeat(32)), dataDir: folder });
    const keys = [key.derive('page tokens'), key.derive('encryption at rest'), key.derive('master key check')];
    expect(new Set(keys.map((bytes) => bytes.toString('hex'))).size).toBe(3);
    expect(keys.map((bytes) => bytes.length)).toEqual([32, 32, 32]);
  });

  it('may not be short, given or kept', async () => {
    await expect(openMasterKey({ given: new Secret('short'), dataDir: folder })).rejects.toThrow('openssl rand');
    await writePrivateFile(masterKeyFile(folder), 'cut off');
    await expect(openMasterKey({ dataDir: folder })).rejects.toThrow(masterKeyFile(folder));
  });
});

describe('encryption at rest', () => {
  const encryptionWith = async (letter: string) =>
    createEncryption(await openMasterKey({ given: new Secret(letter.repeat(32)), dataDir: folder }));

  it('opens what it closed, differently every time', async () => {
    const encryption = await encryptionWith('k');
    const [first, second] = [encryption.encrypt('tëxt', 'a/1'), encryption.encrypt('tëxt', 'a/1')];
    expect(first).not.toBe(second);
    expect(first).toMatch(/^v1\.[\w-]+$/);
    expect([first, second].map((text) => encryption.decrypt(text, 'a/1'))).toEqual(['tëxt', 'tëxt']);
    expect(encryption.decrypt(encryption.encrypt('', 'a'), 'a')).toBe('');
  });

  it('opens nothing elsewhere, changed, cut or under another key', async () => {
    const encryption = await encryptionWith('k');
    const text = encryption.encrypt('secret', 'a/1');
    const changed = `${text.slice(0, 8)}${text[8] === 'A' ? 'B' : 'A'}${text.slice(9)}`;
    expect(() => encryption.decrypt(text, 'a/2')).toThrow('a/2 cannot be decrypted');
    for (const wrong of [changed, text.slice(0, 20), 'plain', ''])
      expect(() => encryption.decrypt(wrong, 'a/1')).toThrow('cannot be decrypted');
    const other = await encryptionWith('o');
    expect(() => other.decrypt(text, 'a/1')).toThrow('another master key');
  });
});
