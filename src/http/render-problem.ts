import type { Problem } from '../problem/index.ts';
import { RuleRefusal } from '../rules/index.ts';
import { adminErrorBody, adminProblem } from './admin-problem.ts';
import { appErrorBody, appStatus } from './app-problem.ts';
import { planeOf, type Exchange } from './exchange.ts';

interface Rendered {
  /** Where the plane has another than the problem itself. */
  readonly status?: number;
  readonly contentType: string;
  readonly body: Record<string, unknown>;
  /** The error's name in this plane. */
  readonly code: unknown;
}

/** Where the request stands in a log, if it does. */
type LogLink = string | undefined;

type Dialect = (problem: Problem, exchange: Exchange, link: LogLink) => Rendered;

/** RFC 9457; a 5xx shows its title only, what happened stands in the log under the request id. */
const problemDetails: Dialect = (problem, { id: requestId }) => ({
  contentType: 'application/problem+json',
  code: problem.code,
  body: {
    type: 'about:blank',
    title: problem.title,
    status: problem.status,
    code: problem.code,
    detail: problem.detail ?? problem.title,
    ...(problem.errors.length > 0 && { errors: problem.errors.map(({ path, message }) => ({ path, message })) }),
    requestId,
  },
});

const ofApps: Dialect = (problem, _exchange, link) => {
  const body = appErrorBody(problem, link);
  return { contentType: 'application/json', status: appStatus(problem), body, code: body['error_code'] };
};

/** The error body of each plane that has one of its own; the others speak RFC 9457. */
const dialects: Readonly<Record<string, Dialect>> = {
  admin: (problem, exchange) => {
    const body = adminErrorBody(adminProblem(problem, exchange));
    const shown = exchange.envelope ? { content: body, status: problem.status } : body;
    return { contentType: 'application/json', body: shown, code: body['errorCode'] };
  },
  client: ofApps,
  data: ofApps,
};

/** Answers an error in its plane's dialect, or breaks a connection whose answer has begun. */
export function renderProblem(exchange: Exchange, problem: Problem, link: LogLink): void {
  const { response } = exchange;
  exchange.errorCode = problem.code;
  exchange.reason = reasonOf(problem);
  if (response.headersSent) return void response.destroy();
  for (const name of response.getHeaderNames()) if (ofTheEntity.has(name)) response.removeHeader(name);
  const dialect = dialects[planeOf(exchange)] ?? problemDetails;
  const { contentType, body, status = problem.status, code } = dialect(problem, exchange, link);
  if (typeof code === 'string') exchange.errorCode = code;
  const text = JSON.stringify(body, null, exchange.pretty ? 2 : 0);
  const size = Buffer.byteLength(text);
  response.statusCode = status;
  // The body that was announced with `Expect: 100-continue` will not come.
  if (exchange.request.headers.expect !== undefined) response.setHeader('Connection', 'close');
  for (const name in problem.headers) response.setHeader(name, problem.headers[name] as string);
  response.setHeader('Content-Type', contentType);
  response.setHeader('Content-Length', size);
  exchange.bytesSent = size;
  response.end(text);
}

/** Headers that a handler may have set for the answer that did not come. */
const ofTheEntity = new Set(['content-type', 'content-length', 'etag', 'link', 'location', 'x-total-count', 'vary']);

/** What the refusal of rules behind a problem lets the log say. */
function reasonOf({ cause }: Error): string | undefined {
  if (cause instanceof RuleRefusal) return cause.logged;
  return cause instanceof Error ? reasonOf(cause) : undefined;
}
