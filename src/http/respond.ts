import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { EncodedBody } from '../contract/index.ts';
import type { Exchange } from './exchange.ts';
import type { Result } from './pipeline.ts';
import { prettyJson, prettyText } from './pretty-json.ts';
import { setPageHeaders } from './security-headers.ts';

/** Sends what a handler returned. Streams are pulled as fast as the client reads; a stream that fails breaks the connection. */
export async function respond(exchange: Exchange, { status, headers, body }: Result): Promise<void> {
  const { response } = exchange;
  response.statusCode = status;
  for (const name in headers) response.setHeader(name, headers[name] as string);
  if (body === undefined) return void response.end();
  if (!(body instanceof EncodedBody)) return sendText(exchange, 'application/json', toText(body, exchange.pretty));
  const { contentType, content } = body;
  if (contentType.startsWith('text/html')) setPageHeaders(response);
  const pretty = exchange.pretty && contentType.endsWith('json');
  if (content instanceof Uint8Array) return sendText(exchange, contentType, pretty ? prettyText(content) : content);
  response.setHeader('Content-Type', contentType);
  await sendStream(exchange, pretty ? prettyJson(content) : content);
}

function toText(body: unknown, pretty: boolean): Buffer {
  return Buffer.from(JSON.stringify(body, null, pretty ? 2 : 0));
}

/** Beyond that, a copy costs more than a second piece. */
const mostAsText = 16_384;

/** Each byte as the character of its number: what Node makes bytes of again, the same. */
function asLatin1({ buffer, byteOffset, length }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, length).toString('latin1');
}

function sendText(exchange: Exchange, contentType: string, bytes: Uint8Array): void {
  const { request, response } = exchange;
  exchange.bytesSent = request.method === 'HEAD' ? 0 : bytes.length;
  response.setHeader('Content-Type', contentType);
  response.setHeader('Content-Length', bytes.length);
  // Node leaves the body out of answers to HEAD by itself. Text goes out in one piece with the head, bytes in another one.
  if (bytes.length > mostAsText) response.end(bytes);
  else response.end(asLatin1(bytes), 'latin1');
}

async function sendStream(exchange: Exchange, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  const { request, response } = exchange;
  if (request.method === 'HEAD') {
    await chunks[Symbol.asyncIterator]().return?.();
    return void response.end();
  }
  for await (const chunk of chunks) {
    if (response.destroyed) return;
    exchange.bytesSent += chunk.length;
    if (!response.write(chunk)) await drained(response);
  }
  response.end();
}

async function drained(response: ServerResponse): Promise<void> {
  const closed = new AbortController();
  try {
    await Promise.race([
      once(response, 'drain', { signal: closed.signal }),
      once(response, 'close', { signal: closed.signal }),
    ]);
  } finally {
    closed.abort();
  }
}
