import { describe, expect, it } from 'vitest';
import { hashPassword, isPasswordHash, verifyPassword } from '../../../src/auth/index.ts';

describe('password hashes', () => {
  it('are salted, and open to their password alone', async () => {
    const [first, second] = await Promise.all([hashPassword('pässword'), hashPassword('pässword')]);
    expect(first).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(first).not.toBe(second);
    expect(await verifyPassword('pässword', first)).toBe(true);
    expect(await verifyPassword('pa\u0308ssword', first)).toBe(true);
    expect(await verifyPassword('password', first)).toBe(false);
    expect(await verifyPassword('', first)).toBe(false);
  });

  it('of nobody, or that are none, open to nothing', async () => {
    for (const hash of [undefined, '', 'plain', '$scrypt$ln=15,r=8,p=3$AAAA'])
      expect(await verifyPassword('plain', hash)).toBe(false);
  });

  it('may have been made with other parameters', async () => {
    // RFC 7914 §12: scrypt("pleaseletmein", "SodiumChloride", 16384, 8, 1), first 32 bytes.
    const hash = '$scrypt$ln=14,r=8,p=1$U29kaXVtQ2hsb3JpZGU$cCO9yzr9c0hGHAbNgf046/2o+7qQT44+qbVD9lRdofI';
    expect(await verifyPassword('pleaseletmein', hash)).toBe(true);
  });

  it('are known by their form; those that cost too much are none', async () => {
    const of = (parameters: string) => `$scrypt$${parameters}$${'A'.repeat(22)}$${'A'.repeat(43)}`;
    for (const hash of [await hashPassword('x'), of('ln=14,r=8,p=1'), of('ln=17,r=8,p=1')])
      expect([hash, isPasswordHash(hash)]).toEqual([hash, true]);
    for (const hash of [
      of('ln=20,r=8,p=1'),
      of('ln=15,r=8,p=99'),
      of('ln=0,r=8,p=1'),
      of('ln=15,r=0,p=1'),
      'plain',
      '',
    ])
      expect([hash, isPasswordHash(hash)]).toEqual([hash, false]);
  });
});
