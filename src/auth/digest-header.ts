import type { DigestAlgorithm } from './ha1.ts';

/** What a client answers to the challenge. */
export interface DigestCredentials {
  readonly username: string;
  readonly realm: string;
  readonly nonce: string;
  readonly uri: string;
  readonly response: string;
  readonly cnonce: string;
  /** As the client has written it: `00000001`, or `1`. */
  readonly nc: string;
  readonly algorithm: DigestAlgorithm;
}

const longest = 4096;
/** No public key and no e-mail address is longer; what is remembered of failed attempts stays small. */
const longestUsername = 254;
const parameter = /\s*([\w*-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))\s*(?:,|$)/y;
const algorithms: Readonly<Record<string, DigestAlgorithm>> = { MD5: 'md5', 'SHA-256': 'sha256' };

/** Reads an `Authorization: Digest …` header (RFC 7616 §3.4). → undefined when it is not one that can be verified. */
export function parseDigestHeader(header: string): DigestCredentials | undefined {
  const text = /^digest +(.*)$/is.exec(header)?.[1];
  const found = text === undefined || header.length > longest ? undefined : parametersOf(text);
  if (found === undefined) return undefined;
  const username = found.get('username') ?? extended(found.get('username*'));
  const algorithm = algorithms[(found.get('algorithm') ?? 'MD5').toUpperCase()];
  const [realm, nonce, uri, response, cnonce, nc] = ['realm', 'nonce', 'uri', 'response', 'cnonce', 'nc'].map(
    (name) => found.get(name) ?? '',
  );
  if (username !== undefined && username.length > longestUsername) return undefined;
  if (found.has('username') && found.has('username*')) return undefined;
  const isWhole = username && realm && nonce && uri && response && cnonce && nc && algorithm;
  if (!isWhole || found.get('qop') !== 'auth' || found.get('userhash')?.toLowerCase() === 'true') return undefined;
  if (!/^[0-9a-f]{1,8}$/i.test(nc) || Number.parseInt(nc, 16) === 0) return undefined;
  return { username, realm, nonce, uri, response, cnonce, nc, algorithm };
}

/** Name → value, in any order; undefined when the text is not such a list or says something twice. */
function parametersOf(text: string): Map<string, string> | undefined {
  const found = new Map<string, string>();
  parameter.lastIndex = 0;
  while (parameter.lastIndex < text.length) {
    const [, name, quoted, token] = parameter.exec(text) ?? [];
    if (name === undefined || found.has(name.toLowerCase())) return undefined;
    found.set(name.toLowerCase(), quoted?.replaceAll(/\\(.)/gs, '$1') ?? token ?? '');
  }
  return found;
}

/** RFC 8187: `UTF-8''J%C3%A4s%C3%B8n`. */
function extended(value: string | undefined): string | undefined {
  const encoded = /^utf-8'[^']*'(.*)$/i.exec(value ?? '')?.[1];
  try {
    return encoded === undefined ? undefined : decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}
