import { createHmac, randomInt, type KeyObject } from 'node:crypto';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const length = 64;

/** 64 characters, as App Services made its API keys. */
export function makeApiKeyValue(): string {
  return Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
}

/** What is kept of an API key or of a token that was sent by e-mail. Long random texts need no slow hash. */
export function hashSecret(key: KeyObject, secret: string): string {
  return createHmac('sha256', key).update(secret).digest('base64url');
}
