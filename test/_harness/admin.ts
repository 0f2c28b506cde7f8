import { createHash, randomBytes } from 'node:crypto';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { inject } from 'vitest';
import { resolveAlias } from '../../src/contract/index.ts';
import { owner, type KeyPair } from './owner.ts';
import { checkResponse } from './response-validator.ts';

export { owner, type KeyPair };

export interface ApiCall {
  as?: KeyPair | 'none';
  /** Sent as JSON text, unless it is a string already. */
  body?: unknown;
  type?: string;
  headers?: Record<string, string>;
  /** Address of this machine to call from: 127.0.0.2 is another caller than 127.0.0.1. */
  from?: string;
  algorithm?: 'MD5' | 'SHA-256';
  /** URL of another service than the run's. */
  at?: string;
}

// oxlint-disable-next-line typescript/no-explicit-any -- tests read what the contract check has seen already
export type Json = any;

export interface ApiAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly json: Json;
}

const root = '/api/public/v1.0';

/** One request to the admin API, signed by digest in two legs; every answer is held to the contract as well. `path` is below the API's root unless it begins with /api/. */
export async function api(method: string, path: string, call: ApiCall = {}): Promise<ApiAnswer> {
  const target = path.startsWith('/api/') ? path : root + path;
  const { as = owner } = call;
  const first = as === 'none' ? undefined : await send(method, target, { ...call, body: undefined });
  const challenge = first?.headers['www-authenticate'];
  const answer =
    first !== undefined && challenge === undefined
      ? first
      : await send(
          method,
          target,
          call,
          challenge && as !== 'none' ? sign(as, method, target, challenge, call) : undefined,
        );
  if (method !== 'HEAD') check(method, target, answer);
  return answer;
}

function send(method: string, target: string, call: ApiCall, authorization?: string): Promise<ApiAnswer> {
  const { body, type = 'application/json', headers = {}, from, at = inject('serviceUrl') } = call;
  const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
  const all = {
    ...(text !== undefined && { 'content-type': type, 'content-length': String(Buffer.byteLength(text)) }),
    ...(authorization !== undefined && { authorization }),
    ...headers,
  };
  const { promise, resolve, reject } = Promise.withResolvers<ApiAnswer>();
  const { hostname, port } = new URL(at);
  const request = httpRequest(
    { hostname, port, method, path: target, headers: all, ...(from && { localAddress: from }) },
    (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const received = Buffer.concat(chunks).toString('utf8');
        const isJson = response.headers['content-type']?.includes('json') === true && received !== '';
        const json: Json = isJson ? JSON.parse(received) : undefined;
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text: received, json });
      });
    },
  );
  request.on('error', reject);
  request.end(text);
  return promise;
}

/** RFC 7616, written apart from the service's own. */
export function sign(
  { publicKey, privateKey }: KeyPair,
  method: string,
  target: string,
  challenge: string,
  { algorithm = 'MD5' }: Pick<ApiCall, 'algorithm'> = {},
  nc = '00000001',
): string {
  const hash = (text: string): string =>
    createHash(algorithm === 'MD5' ? 'md5' : 'sha256')
      .update(text)
      .digest('hex');
  const nonce = /nonce="([^"]+)"/.exec(challenge)?.[1] ?? '';
  const realm = /realm="([^"]+)"/.exec(challenge)?.[1] ?? '';
  const cnonce = randomBytes(8).toString('hex');
  const secret = hash(`${publicKey}:${realm}:${privateKey}`);
  const response = hash(`${secret}:${nonce}:${nc}:${cnonce}:auth:${hash(`${method}:${target}`)}`);
  return (
    `Digest username="${publicKey}", realm="${realm}", nonce="${nonce}", uri="${target}", algorithm=${algorithm}, ` +
    `response="${response}", qop=auth, nc=${nc}, cnonce="${cnonce}"`
  );
}

/** Aliases and envelopes are taken off first: the contract describes what is under them. */
function check(method: string, target: string, { status, headers, json }: ApiAnswer): void {
  const [path = '', search = ''] = target.split('?', 2);
  const alias = resolveAlias(path);
  const unwrapped = search.includes('envelope=true') ? withoutEnvelope(json) : json;
  const body: unknown = alias.naming.projects ? inGroups(unwrapped) : unwrapped;
  checkResponse(method, alias.path, status, headers['content-type'] ?? '', body);
}

function withoutEnvelope(json: Json): unknown {
  if (json.content !== undefined) return json.content;
  const { status: _status, ...list } = json;
  return list;
}

function inGroups(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value).replaceAll('"projectId":', '"groupId":').replaceAll('"projectName":', '"groupName":'),
  );
}

let sequence = 0;

/** A name that no other test has. */
export function freshName(what: string): string {
  return `${what} ${process.pid}-${Date.now().toString(36)}-${(sequence += 1)}`;
}

/** A project of the test's own, in the owner's organization. */
export async function freshProject(): Promise<{ id: string; orgId: string; name: string }> {
  const { status, json } = await api('POST', '/groups', { body: { name: freshName('Project') } });
  if (status !== 201) throw new Error(`no project: ${status}`);
  return json;
}

/** An organization of the test's own, which the owner owns. */
export async function freshOrganization(): Promise<{ id: string; name: string }> {
  const { status, json } = await api('POST', '/orgs', { body: { name: freshName('Organization') } });
  if (status !== 201) throw new Error(`no organization: ${status}`);
  return json;
}

/** A key of an organization with these roles there; and, if asked, with roles in projects. */
export async function freshKey(
  orgId: string,
  roles: string[],
  inProjects: Record<string, string[]> = {},
): Promise<KeyPair & { id: string }> {
  const { status, json } = await api('POST', `/orgs/${orgId}/apiKeys`, { body: { desc: freshName('key'), roles } });
  if (status !== 200) throw new Error(`no key: ${status}`);
  for (const [groupId, names] of Object.entries(inProjects))
    await api('PATCH', `/groups/${groupId}/apiKeys/${json.id}`, { body: { roles: names } });
  return json;
}

/** An account with these roles, made by the owner of the service. */
export async function freshUser(
  roles: { roleName: string; orgId?: string; groupId?: string }[] = [],
): Promise<{ id: string; username: string }> {
  const username = freshName('user').replaceAll(' ', '-') + '@example.com';
  const body = { username, password: 'correct horse battery staple', firstName: 'Jane', lastName: 'Doe', roles };
  const { status, json } = await api('POST', '/users', { body });
  if (status !== 201) throw new Error(`no user: ${status} ${JSON.stringify(json)}`);
  return json;
}

/** A user who can sign in: by his name and a personal key. */
export async function freshAccount(
  roles: { roleName: string; orgId?: string; groupId?: string }[] = [],
): Promise<KeyPair & { id: string; keyId: string }> {
  const { id, username } = await freshUser(roles);
  const { status, json } = await api('POST', `/users/${id}/apiKeys`, { body: { desc: freshName('key') } });
  if (status !== 201) throw new Error(`no personal key: ${status}`);
  return { id, keyId: json.id, publicKey: username, privateKey: json.privateKey };
}

/** The same with this machine on its access list, so that it may do what asks for an entry there. */
export async function admittedKey(...given: Parameters<typeof freshKey>): Promise<KeyPair & { id: string }> {
  const key = await freshKey(...given);
  const { status } = await api('POST', `/orgs/${given[0]}/apiKeys/${key.id}/accessList`, {
    body: [{ ipAddress: '127.0.0.1' }],
  });
  if (status !== 200) throw new Error(`no entry: ${status}`);
  return key;
}
