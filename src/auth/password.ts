import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';

/** OWASP's password storage cheat sheet: 32 MiB, about 0.2 s. */
const cost = { logN: 15, r: 8, p: 3 };
const keyLength = 32;
const format = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([\w+/]+)\$([\w+/]+)$/;
const nobodysHash = `$scrypt$ln=${cost.logN},r=${cost.r},p=${cost.p}$${'A'.repeat(22)}$${'A'.repeat(43)}`;

/** → `$scrypt$ln=15,r=8,p=3$salt$key`, salt and key in base64 without padding, as passlib writes it. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, keyLength, cost);
  return `$scrypt$ln=${cost.logN},r=${cost.r},p=${cost.p}$${toText(salt)}$${toText(key)}`;
}

/**
 * Whether the password made this hash; false for a hash that is none. Takes as long for a wrong password as for the right one,
 * and for an unknown user (no hash) as for a known one.
 */
export async function verifyPassword(password: string, hash: string | undefined): Promise<boolean> {
  const [, logN, r, p, salt, key] = format.exec(hash ?? nobodysHash) ?? [];
  if (salt === undefined || key === undefined) return false;
  const expected = Buffer.from(key, 'base64');
  const parameters = { logN: Number(logN), r: Number(r), p: Number(p) };
  const actual = await derive(password, Buffer.from(salt, 'base64'), expected.length, parameters);
  return timingSafeEqual(actual, expected) && hash !== undefined;
}

/** Whether a text is a hash of this kind that costs no more to check than four of our own. */
export function isPasswordHash(text: string): boolean {
  const [, logN, r, p, salt = '', key = ''] = format.exec(text) ?? [];
  const memory = 2 ** Number(logN) * Number(r);
  const work = memory * Number(p);
  const most = 4 * 2 ** cost.logN * cost.r;
  const isAffordable = work >= 2 && memory <= most && work <= most * cost.p;
  return isAffordable && Number(logN) > 0 && salt.length >= 11 && key.length >= 22 && key.length <= 128;
}

function derive(password: string, salt: Buffer, length: number, { logN, r, p }: typeof cost): Promise<Buffer> {
  const N = 2 ** logN;
  // Node refuses what needs more than 32 MiB unless told otherwise; the parameters need 128·N·r bytes.
  const options: ScryptOptions = { N, r, p, maxmem: 256 * N * r };
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  scrypt(password.normalize('NFC'), salt, length, options, (error, key) => (error ? reject(error) : resolve(key)));
  return promise;
}

function toText(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '');
}
