/** What is read of an `Authorization: Digest` header (RFC 7616 §3.4), however odd, and what is not taken at all. */
import { expect, test } from 'vitest';
import { parseDigestHeader } from '../../../src/auth/digest-header.ts';

const parts = {
  username: '"abcdefgh"',
  realm: '"MMS Public API"',
  nonce: '"n0nce"',
  uri: '"/api/public/v1.0/groups?name=a,b"',
  response: '"0123456789abcdef0123456789abcdef"',
  qop: 'auth',
  nc: '00000001',
  cnonce: '"c"',
};

function header(changes: Record<string, string | undefined> = {}, separator = ', '): string {
  const all = Object.entries({ ...parts, ...changes }).filter(([, value]) => value !== undefined);
  return `Digest ${all.map(([name, value]) => `${name}=${value}`).join(separator)}`;
}

test.each([
  ['as published clients write it', header({ algorithm: '"MD5"' }), { algorithm: 'md5' }],
  ['without algorithm: MD5', header(), { algorithm: 'md5' }],
  ['SHA-256, in lower case', header({ algorithm: 'sha-256' }), { algorithm: 'sha256' }],
  ['qop quoted', header({ qop: '"auth"' }), {}],
  ['nc as it is', header({ nc: '1' }), { nc: '1' }],
  ['nc in upper case', header({ nc: '0000000A' }), { nc: '0000000A' }],
  ['nc quoted', header({ nc: '"00000001"' }), { nc: '00000001' }],
  ['commas in quotes', header({ username: '"a, b=\\"c\\""' }), { username: 'a, b="c"' }],
  ['no space after commas', header({}, ','), { cnonce: 'c' }],
  ['space around everything', header({}, ' ,\t').replaceAll('=auth', ' = auth'), { nc: '00000001' }],
  ['names in capitals', header({ cnonce: undefined, CNONCE: '"C"' }), { cnonce: 'C' }],
  ['the scheme in capitals', header().replace('Digest', 'DIGEST'), { username: 'abcdefgh' }],
  ['unknown parameters', header({ opaque: '""', foo: '"bar"' }), { nonce: 'n0nce' }],
  ['username* (RFC 8187)', header({ username: undefined, 'username*': "UTF-8''J%C3%A4s" }), { username: 'Jäs' }],
])('read: %s', (_, text, expected) => {
  expect(parseDigestHeader(text)).toMatchObject({ uri: '/api/public/v1.0/groups?name=a,b', ...expected });
});

const missing = Object.keys(parts).map((name): [string, string] => [`without ${name}`, header({ [name]: undefined })]);

test.each([
  ...missing,
  ['a parameter twice', `${header()}, nc=00000002`],
  ['a parameter twice, once in capitals', `${header()}, NC=00000002`],
  ['username and username*', header({ 'username*': "UTF-8''other" })],
  ['an empty username', header({ username: '""' })],
  ['a username of 300 characters', header({ username: `"${'a'.repeat(300)}"` })],
  ['an empty cnonce', header({ cnonce: '""' })],
  ['nc of zero', header({ nc: '00000000' })],
  ['nc of nine digits', header({ nc: '000000001' })],
  ['nc that is no number', header({ nc: 'x' })],
  ['nc below zero', header({ nc: '-1' })],
  ['qop=auth-int', header({ qop: 'auth-int' })],
  ['two qops', header({ qop: '"auth,auth-int"' })],
  ['an unknown algorithm', header({ algorithm: 'MD5-sess' })],
  ['a name out of the prototype as algorithm', header({ algorithm: '__proto__' })],
  ['a hashed username', header({ userhash: 'true' })],
  ['a quote that does not end', header({ cnonce: '"c' })],
  ['text behind a value', header({ cnonce: '"c" d' })],
  ['username* that is not UTF-8', header({ username: undefined, 'username*': "ISO-8859-1''J%E4s" })],
  ['username* that is broken', header({ username: undefined, 'username*': "UTF-8''%ff" })],
  ['more than 4096 characters', header({ opaque: `"${'x'.repeat(4096)}"` })],
  ['nothing', 'Digest '],
  ['another scheme', 'Basic dXNlcjpwYXNz'],
  ['a scheme that begins alike', header().replace('Digest', 'Digestive')],
])('not taken: %s', (_, text) => {
  expect(parseDigestHeader(text)).toBeUndefined();
});
