import { adminCodes } from './admin-codes.ts';
import { appCodes } from './app-codes.ts';

/** Every error that docgate answers: code → HTTP status, title and, where it has parameters, message. The codes are the admin plane's `errorCode`s. */
export const catalogue = {
  ...adminCodes,
  ...appCodes,
  INVALID_REQUEST: { status: 400, title: 'The request does not fit the contract' },
  MALFORMED_JSON: { status: 400, title: 'The body or parameter is not valid JSON' },
  INVALID_EXTENDED_JSON: { status: 400, title: 'The body or parameter is not valid Extended JSON' },
  MALFORMED_URL: { status: 400, title: 'The URL is not validly encoded' },
  INVALID_OPERATION: { status: 400, title: 'MongoDB refused the operation' },
  INVALID_PAGE_TOKEN: { status: 400, title: 'The page token does not fit this request' },
  DOCUMENT_VALIDATION_FAILED: { status: 400, title: 'The document does not fit the validator of its collection' },
  OPERATOR_NOT_ALLOWED: { status: 400, title: 'This operator runs code on the server and is not allowed here' },
  UNAUTHORIZED: { status: 401, title: 'Valid credentials are needed' },
  FORBIDDEN: { status: 403, title: 'Not allowed' },
  DATABASE_FORBIDDEN: { status: 403, title: 'The data source refused the operation' },
  METHOD_NOT_ALLOWED: { status: 405, title: 'This resource does not offer that method' },
  NOT_ACCEPTABLE: { status: 406, title: 'None of the accepted content types can be produced' },
  REQUEST_TIMEOUT: { status: 408, title: 'The request did not arrive in time' },
  DUPLICATE_KEY: { status: 409, title: 'A document with that key exists' },
  PRECONDITION_FAILED: { status: 412, title: 'The document is not in the expected state' },
  PAYLOAD_TOO_LARGE: { status: 413, title: 'The request body is too large' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, title: 'The content type of the request is not supported' },
  TOO_MANY_ATTEMPTS: { status: 429, title: 'Too many attempts' },
  UNEXPECTED_ERROR: { status: 500, title: 'Something went wrong inside the service' },
  NOT_SUPPORTED_BY_DATA_SOURCE: { status: 501, title: 'The data source cannot do this' },
  DATABASE_UNAVAILABLE: { status: 503, title: 'The data source is not available' },
  SHUTTING_DOWN: { status: 503, title: 'The service is stopping' },
  DATABASE_TIMEOUT: { status: 504, title: 'The data source did not answer in time' },
} as const satisfies Record<string, { status: number; title: string; message?: string }>;

export type ProblemCode = keyof typeof catalogue;

export function isProblemCode(text: string): text is ProblemCode {
  return Object.hasOwn(catalogue, text);
}
