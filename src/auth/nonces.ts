import { createHmac, randomBytes, timingSafeEqual, type KeyObject } from 'node:crypto';

/** How long a nonce can be used, in milliseconds. */
export const nonceLifeMs = 60_000;

const randomLength = 9;
const bodyLength = 6 + randomLength;
const macLength = 18;

/** A nonce that needs no memory: the time, random bytes, and a MAC over both, 44 characters of base64url. */
export function makeNonce(key: KeyObject, now: number): string {
  const body = Buffer.allocUnsafe(bodyLength);
  body.writeUIntBE(now, 0, 6);
  randomBytes(randomLength).copy(body, 6);
  return Buffer.concat([body, mac(key, body)]).toString('base64url');
}

/** When the nonce was made, in milliseconds; undefined when it is none of ours. */
export function nonceTime(key: KeyObject, nonce: string): number | undefined {
  const bytes = Buffer.from(nonce, 'base64url');
  if (bytes.length !== bodyLength + macLength || bytes.toString('base64url') !== nonce) return undefined;
  const body = bytes.subarray(0, bodyLength);
  return timingSafeEqual(mac(key, body), bytes.subarray(bodyLength)) ? body.readUIntBE(0, 6) : undefined;
}

function mac(key: KeyObject, body: Buffer): Buffer {
  return createHmac('sha256', key).update(body).digest().subarray(0, macLength);
}
