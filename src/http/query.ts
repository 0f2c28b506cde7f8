import type { Operation } from '../contract/index.ts';
import { Problem } from '../problem/index.ts';

/** A query string as flat names and values; a name given twice becomes an array, which the contract then refuses or not. */
export function parseQuery(search: string, known?: readonly string[]): Record<string, unknown> {
  const query = Object.create(null) as Record<string, unknown>;
  if (search === '') return query;
  for (const pair of search.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = decode(equals < 0 ? pair : pair.slice(0, equals), '/query');
    if (name.includes('[') && known === undefined) throw unknownParameter(name);
    if (known?.includes(name) === false) continue;
    const value = equals < 0 ? '' : decode(pair.slice(equals + 1), `/query/${name}`);
    query[name] = name in query ? [query[name], value].flat() : value;
  }
  return query;
}

/** The same without what the contract does not declare: MongoDB's clients send stray parameters (reference/admin-api.md §0). */
export function declaredQuery({ queryParameters }: Operation, search: string): Record<string, unknown> {
  return parseQuery(search, queryParameters);
}

/** Path parameters, percent-decoded. */
export function decodeParameters(encoded: Readonly<Record<string, string>>): Record<string, string> {
  const decoded: Record<string, string> = {};
  for (const name in encoded) decoded[name] = decodePart(encoded[name] as string, `/path/${name}`);
  return decoded;
}

function decode(text: string, place: string): string {
  return decodePart(text.includes('+') ? text.replaceAll('+', ' ') : text, place);
}

function decodePart(text: string, place: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    const message = 'is not percent-encoded UTF-8: write % itself as %25';
    throw new Problem('MALFORMED_URL', { detail: `${place} ${message}`, errors: [{ path: place, message }] });
  }
}

/** The validator would make an object of what the brackets hold, and lose a name that begins with one. */
function unknownParameter(name: string): Problem {
  const message = `Unknown query parameter '${name}'`;
  return new Problem('INVALID_REQUEST', { detail: message, errors: [{ path: `/query/${name}`, message }] });
}
