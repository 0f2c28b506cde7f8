import { hash } from 'node:crypto';

/** The realm that MongoDB's own clients are used to; HA1s hold for it alone. */
export const adminRealm = 'MMS Public API';

export type DigestAlgorithm = 'md5' | 'sha256';

/** RFC 7616 §3.4.2: H(username ":" realm ":" password). */
export function ha1(algorithm: DigestAlgorithm, username: string, password: string): string {
  return hash(algorithm, `${username}:${adminRealm}:${password}`);
}

/** RFC 7616 §3.4.1, with `qop=auth`; `nc` as the client has written it. */
export function digestResponse(
  algorithm: DigestAlgorithm,
  secret: string,
  parts: { method: string; uri: string; nonce: string; nc: string; cnonce: string },
): string {
  const { method, uri, nonce, nc, cnonce } = parts;
  return hash(algorithm, `${secret}:${nonce}:${nc}:${cnonce}:auth:${hash(algorithm, `${method}:${uri}`)}`);
}
