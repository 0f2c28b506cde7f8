import type { IncomingMessage } from 'node:http';
import { JsonSyntaxError, parseJson } from '../bson/index.ts';
import { Problem } from '../problem/index.ts';
import { isOfApp, type Exchange } from './exchange.ts';
import { withPlainNumbers } from './plain-numbers.ts';
import type { Step } from './pipeline.ts';

/** Reads and parses the body of operations that have one; the content type is settled here, before the validator (wart 3). */
export function readBody(maxBytes: number): Step {
  return {
    name: 'readBody',
    run(exchange) {
      const { request, operation, parts } = exchange as Required<Exchange>;
      if (operation.body === null) return void delete request.headers['content-type'];
      if (!hasBody(request)) {
        if (!operation.body.required) return void delete request.headers['content-type'];
        throw new Problem('INVALID_REQUEST', {
          detail: 'The request needs a body',
          errors: [{ path: '/body', message: 'is required' }],
        });
      }
      request.headers['content-type'] = requireMediaType(exchange);
      return collect(exchange, maxBytes).then((bytes) => {
        exchange.body = bytes;
        const body = parseBody(decodeUtf8(bytes));
        parts.body = operation.plane === 'data' ? withPlainNumbers(body) : body;
      });
    },
  };
}

function hasBody(request: IncomingMessage): boolean {
  return request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;
}

function requireMediaType(exchange: Exchange): string {
  const { operation, request } = exchange;
  const header = request.headers['content-type'];
  const given = header?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const supported = operation?.body?.mediaTypes ?? [];
  if (supported.includes(given) && isUtf8(header)) return given;
  // The Atlas Data API read every body as (Extended) JSON, and its clients said all kinds of things.
  if (isOfApp(exchange)) return supported[0] ?? '';
  const sent =
    header === undefined
      ? 'The request has no Content-Type'
      : `Content-Type '${header.slice(0, 100)}' is not supported`;
  throw new Problem('UNSUPPORTED_MEDIA_TYPE', {
    detail: `${sent}; send ${supported.join(' or ')}`,
    headers: { Accept: supported.join(', ') },
  });
}

function isUtf8(header: string | undefined): boolean {
  const charset = /charset="?([^;"]+)/i.exec(header ?? '')?.[1];
  return charset === undefined || /^utf-?8$/i.test(charset.trim());
}

async function collect({ request, response }: Exchange, maxBytes: number): Promise<Buffer> {
  if (request.headers['content-encoding'] !== undefined && request.headers['content-encoding'] !== 'identity') {
    throw new Problem('UNSUPPORTED_MEDIA_TYPE', {
      detail: 'Send the body without Content-Encoding',
      headers: { 'Accept-Encoding': 'identity' },
    });
  }
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > maxBytes) throw tooLarge(maxBytes, announced > mostDiscarded(maxBytes));
  if (request.headers.expect !== undefined) response.writeContinue();
  const chunks: Buffer[] = [];
  let size = 0;
  await new Promise<void>((resolve, reject) => {
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxBytes) chunks.push(chunk);
      else reject(tooLarge(maxBytes));
      if (size > mostDiscarded(maxBytes)) request.destroy();
    });
    request.once('end', resolve);
    request.once('error', () => reject(incomplete()));
    request.once('aborted', () => reject(incomplete()));
  });
  return chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, size);
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function decodeUtf8(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    throw new Problem('MALFORMED_JSON', {
      detail: 'The body is not valid UTF-8',
      errors: [{ path: '/body', message: 'must be UTF-8' }],
      cause,
    });
  }
}

function parseBody(text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    throw new Problem('MALFORMED_JSON', {
      detail: `The body is not JSON: ${error.message}`,
      errors: [{ path: '/body', message: error.message }],
      cause: error,
    });
  }
}

/** Closed at once, a connection would be reset before the client has read why: so much is still read, and thrown away. */
function mostDiscarded(maxBytes: number): number {
  return 4 * maxBytes;
}

function tooLarge(maxBytes: number, isUnread = false): Problem {
  return new Problem('PAYLOAD_TOO_LARGE', {
    detail: `The body is larger than ${maxBytes} bytes`,
    ...(isUnread && { headers: { Connection: 'close' } }),
  });
}

function incomplete(): Problem {
  return new Problem('INVALID_REQUEST', {
    detail: 'The connection ended before the body was complete',
    headers: { Connection: 'close' },
  });
}
