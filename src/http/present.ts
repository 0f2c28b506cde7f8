import { EncodedBody } from '../contract/index.ts';
import { absoluteHref, represent } from '../representation/index.ts';
import type { Exchange, OriginOf } from './exchange.ts';
import type { Result } from './pipeline.ts';

/** Where links lead to: the setting's public URL, else as the caller came. */
export function originOf(publicUrl: string | undefined): OriginOf {
  const fixed = publicUrl?.replace(/\/$/, '');
  return (request) => fixed ?? `${request.protocol}://${request.headers.host ?? 'localhost'}`;
}

type Shown = Pick<Exchange, 'operation' | 'naming' | 'envelope' | 'origin'>;

/** A handler's answer in its plane's conventions; answers of planes without any stay as they are. */
export function shown(exchange: Shown, result: Result): Result {
  const { operation, naming, envelope } = exchange;
  if (operation?.plane !== 'admin' || result.body instanceof EncodedBody) return result;
  if (operation.verbatim === 'answer')
    return envelope ? { ...result, body: { content: result.body, status: result.status } } : result;
  const presentation = { origin: exchange.origin, ...naming, envelope };
  const location = result.headers?.['Location'];
  const headers =
    location === undefined ? result.headers : { ...result.headers, Location: absoluteHref(location, presentation) };
  return { ...result, ...(headers && { headers }), body: represent(result.body, result.status, presentation) };
}
