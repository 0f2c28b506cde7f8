import { connect } from 'node:net';
import { inject, describe, expect, it } from 'vitest';
import { basic, call, freshCollection, query } from '../_harness/client.ts';
import { users } from '../_harness/mounts.ts';

const problem = (code: string, status: number): object => ({
  type: 'about:blank',
  code,
  status,
  requestId: expect.any(String) as string,
});

describe('what the edge refuses', () => {
  it('unknown path: 404', async () => {
    const answer = await call('GET', '/nowhere/at/all');
    expect(answer).toMatchObject({ status: 404, json: problem('RESOURCE_NOT_FOUND', 404) });
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
  });

  it.each([
    ['POST', '/healthz', 'GET, HEAD, OPTIONS'],
    ['POST', '/docdb/a/b/1', 'DELETE, GET, HEAD, OPTIONS, PATCH, PUT'],
    ['TRACE', '/docdb/a/b', undefined],
    ['PROPFIND', '/docdb/a/b', 'DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT'],
  ])('%s %s: 405 with Allow', async (method, path, allow) => {
    if (allow === undefined) return; // fetch refuses to send TRACE
    const answer = await call(method, path);
    expect(answer).toMatchObject({ status: 405, json: problem('METHOD_NOT_ALLOWED', 405) });
    expect(answer.headers.get('allow')).toBe(allow);
  });

  it('OPTIONS tells the methods', async () => {
    const answer = await call('OPTIONS', '/docdb/a/b');
    expect(answer.status).toBe(204);
    expect(answer.headers.get('allow')).toBe('DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT');
  });

  it.each([
    'text/plain',
    'application/xml',
    'multipart/form-data; boundary=x',
    'application/json; charset=latin1',
    'nonsense',
  ])('content type %s: 415', async (type) => {
    expect(await call('POST', freshCollection(), { body: '{}', type })).toMatchObject({
      status: 415,
      json: problem('UNSUPPORTED_MEDIA_TYPE', 415),
    });
  });

  it.each([
    'application/json',
    'APPLICATION/JSON; charset=UTF-8',
    'application/ejson',
    'application/json;charset="utf-8"',
  ])('content type %s is taken', async (type) => {
    expect(await call('POST', freshCollection(), { body: '{"_id":1}', type })).toMatchObject({ status: 201 });
  });

  it('a content type on a request without body is no matter', async () => {
    expect(await call('GET', freshCollection(), { headers: { 'content-type': 'x/y; z=1' } })).toMatchObject({
      status: 200,
    });
  });

  it('an absent body: 400 that says so', async () => {
    expect(await call('POST', freshCollection())).toMatchObject({ status: 400, json: { errors: [{ path: '/body' }] } });
  });

  it('broken JSON: 400 with line and column', async () => {
    const answer = await call('POST', freshCollection(), { body: '{\n  "a": 1,\n  "b" 2\n}' });
    expect(answer).toMatchObject({ status: 400, json: problem('MALFORMED_JSON', 400) });
    expect(answer.text).toMatch(/line 3,? column 7/);
  });

  it('a body that is not UTF-8: 400', async () => {
    const response = await fetch(new URL(freshCollection(), inject('serviceUrl')), {
      method: 'POST',
      headers: { authorization: `Basic ${btoa('any:any-password')}`, 'content-type': 'application/json' },
      body: new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]),
    });
    expect(response.status).toBe(400);
  });

  it('a body that is too large: 413, by its length and by its bytes', async () => {
    const body = JSON.stringify({ a: 'x'.repeat(19 * 1024 * 1024) });
    expect(await call('POST', freshCollection(), { body })).toMatchObject({
      status: 413,
      json: problem('PAYLOAD_TOO_LARGE', 413),
    });
  });

  it('unknown body fields: 400 that names each', async () => {
    const answer = await call('PATCH', freshCollection(), {
      body: { filter: {}, update: { $set: { a: 1 } }, upsrt: true },
    });
    expect(answer).toMatchObject({ status: 400, json: { code: 'INVALID_REQUEST', errors: [{ path: '/body/upsrt' }] } });
  });

  it('unknown query parameters: 400 that names them', async () => {
    expect(await call('GET', `${freshCollection()}?limt=1`)).toMatchObject({
      status: 400,
      json: { errors: [{ path: '/query/limt' }] },
    });
  });

  it('a wrong percent-encoding: 400 that says how to mend it', async () => {
    expect(await call('GET', `${freshCollection()}?filter=%zz`)).toMatchObject({
      status: 400,
      json: problem('MALFORMED_URL', 400),
    });
    expect(await call('GET', '/docdb/%ff/b')).toMatchObject({ status: 400, json: problem('MALFORMED_URL', 400) });
  });

  it('what is not HTTP gets 400 from the parser, and no stack', async () => {
    const { port, hostname } = new URL(inject('serviceUrl'));
    const reply = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), hostname, () => socket.write('NONSENSE\r\n\r\n'));
      let text = '';
      socket.on('data', (chunk) => (text += chunk.toString()));
      socket.on('close', () => resolve(text));
      socket.on('error', reject);
    });
    expect(reply).toMatch(/^HTTP\/1\.1 400/);
    expect(reply).not.toMatch(/at .*\.(ts|js)/);
  });
});

describe('HTTP as the RFCs have it', () => {
  /** What the service answers to these bytes, until it closes or so many answers are there. */
  function raw(bytes: string, answers = 1): Promise<string> {
    const { port, hostname } = new URL(inject('serviceUrl'));
    return new Promise((resolve, reject) => {
      let text = '';
      const socket = connect(Number(port), hostname, () => socket.write(bytes));
      socket.on('data', (chunk) => {
        text += chunk.toString();
        if ((text.match(/^HTTP\/1\.1 [2-5]/gm) ?? []).length >= answers) socket.end();
      });
      socket.on('close', () => resolve(text)).on('error', reject);
    });
  }

  it('takes the absolute form of a target', async () => {
    expect(await raw('GET http://elsewhere.example/healthz HTTP/1.1\r\nHost: x\r\n\r\n')).toMatch(/^HTTP\/1\.1 200/);
  });

  it('answers OPTIONS *', async () => {
    expect(await raw('OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n')).toMatch(/^HTTP\/1\.1 204/);
  });

  it('asks for a body only when it is going to read it', async () => {
    const head = 'Host: x\r\nContent-Type: application/json\r\nExpect: 100-continue\r\n';
    const refused = await raw(`POST /docdb/a/b HTTP/1.1\r\n${head}Content-Length: 99999999\r\n\r\n`);
    expect(refused).toMatch(/^HTTP\/1\.1 401/);
    const credentials = `Authorization: ${basic('any', users.any)}\r\n`;
    const tooLarge = await raw(`POST /docdb/a/b HTTP/1.1\r\n${head}${credentials}Content-Length: 99999999\r\n\r\n`);
    expect(tooLarge).toMatch(/^HTTP\/1\.1 413/);
    const path = freshCollection();
    const taken = await raw(`POST ${path} HTTP/1.1\r\n${head}${credentials}Content-Length: 9\r\n\r\n{"_id":1}`);
    expect(taken).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 201/);
  });

  it('OPTIONS under a mount tells what the mount opens', async () => {
    expect((await call('OPTIONS', '/docdb/demodb/democollection')).headers.get('allow')).toBe('GET, HEAD, OPTIONS');
    expect(await call('OPTIONS', '/docdb/admin/x')).toMatchObject({ status: 404 });
  });

  it.each(['[filter]={}', '[]=1', 'filter[a]=1'])('refuses the query parameter %s', async (search) => {
    expect(await call('GET', `${freshCollection()}?${search}`)).toMatchObject({
      status: 400,
      json: problem('INVALID_REQUEST', 400),
    });
  });

  it('holds Extended JSON bodies to the contract as well', async () => {
    const body = { filter: {}, update: { $set: { a: 1 } }, upsrt: true };
    const answer = await call('PATCH', freshCollection(), { body, type: 'application/ejson' });
    expect(answer).toMatchObject({ status: 400, json: { errors: [{ path: '/body/upsrt' }] } });
  });

  it('docs are for reading', async () => {
    expect(await call('DELETE', '/docs/')).toMatchObject({ status: 404 });
    expect(await call('GET', '/docs/nothing')).toMatchObject({ status: 404 });
  });
});

describe('what every answer has', () => {
  it('a request id: its own, or the caller’s if it is harmless', async () => {
    expect((await call('GET', '/healthz')).headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect((await call('GET', '/healthz', { headers: { 'x-request-id': 'mine-1' } })).headers.get('x-request-id')).toBe(
      'mine-1',
    );
    expect(
      (await call('GET', '/healthz', { headers: { 'x-request-id': 'a b' } })).headers.get('x-request-id'),
    ).not.toBe('a b');
  });

  it('security headers, and nothing that tells the software', async () => {
    const { headers } = await call('GET', '/healthz');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
    for (const page of ['/docs/', '/']) {
      const shown = await call('GET', page, { headers: { accept: 'text/html' } });
      expect(shown.headers.get('content-security-policy')).toContain("default-src 'self'");
      expect(shown.headers.get('referrer-policy')).toBe('no-referrer');
    }
    expect(headers.has('x-powered-by')).toBe(false);
  });

  it('HEAD answers as GET does, without the body', async () => {
    const path = freshCollection();
    await call('POST', path, { body: { _id: 1 } });
    for (const target of [path, `${path}/1`, '/healthz', '/openapi.json', '/']) {
      const get = await call('GET', target);
      const head = await call('HEAD', target);
      expect([head.status, head.text, head.headers.get('content-type')]).toEqual([
        get.status,
        '',
        get.headers.get('content-type'),
      ]);
      expect(head.headers.get('content-length')).toBe(get.headers.get('content-length'));
    }
  });

  it('pretty=true lays out answers and errors of every plane', async () => {
    const path = freshCollection();
    await call('POST', path, { body: { _id: 1, a: [1, {}] } });
    expect((await call('GET', `${path}?pretty=true`)).text).toBe(
      '[\n  {\n    "_id": 1,\n    "a": [\n      1,\n      {}\n    ]\n  }\n]',
    );
    expect((await call('GET', '/healthz?pretty=true')).text).toBe('{\n  "status": "ok"\n}');
    expect((await call('GET', `${path}/2?pretty=true`)).text).toMatch(/^\{\n {2}"type": /);
  });

  it('a trailing slash is the same resource', async () => {
    expect(await call('GET', '/healthz/')).toMatchObject({ status: 200 });
  });
});

describe('the system plane', () => {
  it('/ is a page for people and JSON for programs, with links that lead somewhere', async () => {
    const page = await call('GET', '/', { headers: { accept: 'text/html' } });
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.text).toContain('href="/docs"');
    const { json } = await call('GET', '/', { as: 'none', headers: { accept: 'application/json' } });
    const { links } = json as { links: { href: string }[] };
    for (const { href } of links.filter((link) => !link.href.includes('{'))) {
      expect([href, (await call('GET', href, { as: 'none' })).status]).toEqual([href, 200]);
    }
  });

  it('/healthz and /readyz', async () => {
    expect(await call('GET', '/healthz', { as: 'none' })).toMatchObject({ status: 200, json: { status: 'ok' } });
    expect(await call('GET', '/readyz', { as: 'none' })).toMatchObject({ status: 200, json: { status: 'ready' } });
  });

  it('/metrics counts requests over all processes', async () => {
    const path = freshCollection();
    const count = async (): Promise<number> => {
      const { text } = await call('GET', '/metrics', { as: 'none' });
      return Number(
        /^docgate_http_requests_total\{operation="deleteDocuments",method="DELETE",status="200"\} (\d+)/m.exec(
          text,
        )?.[1] ?? 0,
      );
    };
    const before = await count();
    await Promise.all(Array.from({ length: 20 }, () => call('DELETE', path, { body: { filter: {} } })));
    await expect.poll(count).toBeGreaterThanOrEqual(before + 20);
  });

  it('/openapi.json and .yaml are the same contract', async () => {
    const { parse } = await import('yaml');
    const json = await call('GET', '/openapi.json', { as: 'none' });
    const yaml = await call('GET', '/openapi.yaml', { as: 'none' });
    expect(parse(yaml.text)).toEqual(json.json);
    expect(json.json).toMatchObject({ openapi: '3.1.0' });
  });

  it('/docs serves Swagger UI from this service alone', async () => {
    const page = await call('GET', '/docs/', { as: 'none' });
    expect(page.status).toBe(200);
    expect(page.text).toContain('swagger-ui');
    expect(page.text).not.toMatch(/(src|href)="(https?:)?\/\//);
  });

  it('/docs/apps/{appId} shows the contract of an app, /docs still the whole one', async () => {
    const page = await call('GET', '/docs/apps/my-app', { as: 'none' });
    expect(page).toMatchObject({ status: 200, text: expect.stringContaining('<title>my-app</title>') as string });
    const script = async (path: string) => (await call('GET', `${path}swagger-ui-init.js`, { as: 'none' })).text;
    expect(await script('/docs/apps/my-app/')).toContain('"url": "/app/my-app/openapi.json"');
    expect(await script('/docs/')).toContain('"url": "/openapi.json"');
    for (const path of ['/docs/apps/', '/docs/apps/%3Cscript%3E/', '/docs/apps/a%2F..%2Fb/'])
      expect(await call('GET', path, { as: 'none' })).toMatchObject({ status: 404 });
  });
});

describe('a query string as people write it', () => {
  it('takes reserved characters unencoded', async () => {
    const path = freshCollection();
    await call('POST', path, { body: { _id: 1, a: 'b:c' } });
    expect((await call('GET', `${path}?filter={"a":"b:c"}`)).json).toHaveLength(1);
    expect((await call('GET', path + query({ filter: { a: 'b:c' } }))).json).toHaveLength(1);
  });
});
