import { STATUS_CODES } from 'node:http';
import { isProblemCode, Problem, type FieldError, type ProblemCode } from '../problem/index.ts';
import type { Exchange } from './exchange.ts';

/** What the validator found wrong, in the codes of MongoDB's management APIs; one fault names the error, the detail has all. */
export function adminProblem(problem: Problem, { operation, parts }: Pick<Exchange, 'operation' | 'parts'>): Problem {
  const { code, errors, detail, headers } = problem;
  if (code === 'MALFORMED_JSON') return new Problem('INVALID_JSON', { detail: detail ?? '', errors });
  // A misspelt field is often missed under its right name as well: the typo is the news.
  const fault = errors.find(({ rule }) => rule === 'additionalProperties') ?? errors[0];
  if (code !== 'INVALID_REQUEST' || fault === undefined) return problem;
  const own = ownCode(fault, operation?.body?.errorCodes ?? {});
  const known =
    own === undefined
      ? new Problem(codeOf(fault), { parameters: [nameOf(fault)] })
      : new Problem(own, { parameters: [valueOf(fault, parts?.body)] });
  return new Problem(known.code, {
    parameters: known.parameters,
    errors,
    headers,
    detail: `${known.detail ?? ''} ${mend(errors)}`.trim(),
  });
}

/** The five-field body, in alphabetical order, and what an error has besides. */
export function adminErrorBody(problem: Problem): Record<string, unknown> {
  const reason = STATUS_CODES[problem.status] ?? 'Error';
  // MongoDB's own answer to missing or wrong credentials has three fields still (reference/admin-api.md §2.5).
  if (problem.code === 'UNAUTHORIZED')
    return { detail: 'You are not authorized for this resource.', error: problem.status, reason };
  const detail = problem.detail ?? problem.title;
  const { code: errorCode, parameters, more } = problem;
  return { detail, error: problem.status, errorCode, parameters, reason, ...more };
}

/** The code of a field's own (`x-error-code`): for a value of the right type that breaks its limits. */
function ownCode({ path, rule = '' }: FieldError, codes: Readonly<Record<string, string>>): ProblemCode | undefined {
  const code = path.startsWith('/body/') && !(rule in bodyCodes) ? codes[lastOf(path)] : undefined;
  return code !== undefined && isProblemCode(code) ? code : undefined;
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

const mostShown = 100;

/** As it was sent; a long one by its beginning. */
function valueOf({ path }: FieldError, body: unknown): string {
  const value: unknown = path
    .split('/')
    .slice(2)
    .reduce<unknown>((within, name) => Object(within)[name], body);
  return String(value).slice(0, mostShown);
}

const bodyCodes: Readonly<Record<string, ProblemCode>> = {
  additionalProperties: 'INVALID_ATTRIBUTE',
  unevaluatedProperties: 'INVALID_ATTRIBUTE',
  required: 'MISSING_ATTRIBUTE',
  minProperties: 'MISSING_ATTRIBUTES',
  readOnly: 'ATTRIBUTE_READ_ONLY',
  type: 'INVALID_JSON_ATTRIBUTE',
  enum: 'INVALID_ENUM_VALUE',
};

function codeOf({ path, rule = '' }: FieldError): ProblemCode {
  if (path.startsWith('/query')) return rule === 'required' ? 'MISSING_QUERY_PARAMETER' : 'INVALID_QUERY_PARAMETER';
  if (path.startsWith('/path')) return 'INVALID_PATH_PARAMETER';
  if (path === '/body') return rule === 'minProperties' ? 'MISSING_ATTRIBUTES' : 'INVALID_JSON';
  return bodyCodes[rule] ?? 'INVALID_ATTRIBUTE';
}

/** `/body/roles/0/roleName` → `roles.0.roleName`. */
function nameOf({ path }: FieldError): string {
  return path.replace(/^\/[^/]+\/?/, '').replaceAll('/', '.') || 'body';
}

function mend(errors: readonly FieldError[]): string {
  return errors.map(({ path, message }) => `${path} ${message}`).join('; ');
}
