import {
  BSON,
  MongoClientClosedError,
  MongoError,
  MongoInvalidArgumentError,
  MongoNetworkError,
  MongoNetworkTimeoutError,
  MongoNotConnectedError,
  MongoOperationTimeoutError,
  MongoServerClosedError,
  MongoServerError,
  MongoServerSelectionError,
  MongoTopologyClosedError,
} from 'mongodb';
import { Problem } from '../problem/index.ts';
import { kindOfCode, type ErrorKind } from './error-codes.ts';
import { toServerError, type ServerError } from './server-error.ts';
import { toValidationErrors } from './validation-errors.ts';

const retryAfterSeconds = 5;

/** Whatever a command of the driver throws → Problem. Total; what it does not know is unexpected. `dataSource` is its name, for the texts. */
export function toProblem(error: unknown, dataSource?: string): Problem {
  if (error instanceof Problem) return error;
  const named = dataSource === undefined ? 'The data source' : `The data source "${dataSource}"`;
  if (nameOf(error) === 'MongoWaitQueueTimeoutError') return toBusy(named, error);
  if (isConnectionTrouble(error)) return makers.unavailable(unknownToServer, named, error);
  if (error instanceof MongoServerError) return fromServer(error, named);
  if (error instanceof MongoNetworkTimeoutError || error instanceof MongoOperationTimeoutError) {
    return makers.timeout(unknownToServer, named, error);
  }
  return fromClient(error) ?? new Problem('UNEXPECTED_ERROR', { cause: error });
}

/** The server is there; slow operations hold the pool. */
function toBusy(named: string, cause: unknown): Problem {
  return new Problem('DATABASE_UNAVAILABLE', {
    detail: `${named} is busy: all of this service's connections to it are in use. Try again shortly.`,
    headers: { 'Retry-After': '1' },
    cause,
  });
}

const unknownToServer: ServerError = { code: undefined, message: '', keyPattern: undefined, errInfo: undefined };

type Maker = (error: ServerError, named: string, cause: unknown) => Problem;

const makers: Record<ErrorKind, Maker> = {
  refused: ({ message }, _named, cause) => new Problem('INVALID_OPERATION', { detail: withoutHosts(message), cause }),
  duplicateKey: toDuplicateKey,
  validation: ({ errInfo, message }, _named, cause) =>
    new Problem('DOCUMENT_VALIDATION_FAILED', {
      detail: withoutHosts(message),
      errors: toValidationErrors(errInfo),
      cause,
    }),
  forbidden: (_error, named, cause) =>
    new Problem('DATABASE_FORBIDDEN', {
      detail: `${named} does not allow this operation to the user that this service connects as.`,
      cause,
    }),
  unsupported: (_error, named, cause) =>
    new Problem('NOT_SUPPORTED_BY_DATA_SOURCE', {
      detail: `${named} does not offer what this operation needs: transactions, retryable writes, change streams or a command of newer servers. For a server without retryable writes, set retryWrites: false on the data source.`,
      cause,
    }),
  unavailable: (_error, named, cause) =>
    new Problem('DATABASE_UNAVAILABLE', {
      detail: `${named} cannot be reached at the moment. Try again later.`,
      headers: { 'Retry-After': String(retryAfterSeconds) },
      cause,
    }),
  timeout: (_error, named, cause) =>
    new Problem('DATABASE_TIMEOUT', {
      detail: `${named} did not finish in the time that this operation may take. A narrower filter or an index may help.`,
      cause,
    }),
};

function fromServer(error: MongoServerError, named: string): Problem {
  const server = toServerError(error);
  if (isAboutTransactionNumbers(server)) return makers.unsupported(server, named, error);
  const kind = kindOfCode(server.code);
  return kind === undefined ? new Problem('UNEXPECTED_ERROR', { cause: error }) : makers[kind](server, named, error);
}

/** 20 IllegalOperation, and the driver's own text where it stands in for it. */
function isAboutTransactionNumbers({ code, message }: ServerError): boolean {
  if (code !== 20 && code !== undefined) return false;
  return message.startsWith('Transaction numbers') || message.includes('does not support retryable writes');
}

/** Nothing of another's data: the key is the one that the caller was about to write. */
function toDuplicateKey({ message, keyPattern }: ServerError, _named: string, cause: unknown): Problem {
  const [, index = 'a unique index'] = / index: (\S+)/.exec(message) ?? [];
  const [, key = ''] = / dup key: (\{.*\})/s.exec(message) ?? [];
  const [, firstField] = /^\{ (.+?): /.exec(key) ?? [];
  const fields = keyPattern === undefined ? [firstField ?? '_id'] : Object.keys(keyPattern);
  const pattern = keyPattern === undefined ? '' : `, key pattern ${JSON.stringify(keyPattern)}`;
  return new Problem('DUPLICATE_KEY', {
    detail: `A document with the key ${key.slice(0, 200)} exists already (unique index ${index}${pattern}).`,
    errors: fields.map((field) => ({ path: `/${field.replaceAll('.', '/')}`, message: `is taken in index ${index}` })),
    cause,
  });
}

/** What the driver refuses before anything is sent. */
function fromClient(error: unknown): Problem | undefined {
  if (!(error instanceof Error)) return undefined;
  if (isTooLarge(error)) return new Problem('PAYLOAD_TOO_LARGE', { detail: tooLarge, cause: error });
  if (isInvalidArgument(error)) {
    return new Problem('INVALID_OPERATION', { detail: shortened(error.message), cause: error });
  }
  return undefined;
}

function isInvalidArgument(error: Error): boolean {
  return error instanceof MongoInvalidArgumentError || BSON.BSONError.isBSONError(error);
}

/** Whether the driver refused the operation by itself: then its text speaks of nothing but the request. */
export function isRefusedUnsent({ cause }: Problem): boolean {
  return cause instanceof Error && (isInvalidArgument(cause) || isTooLarge(cause));
}

/** 263 OperationNotSupportedInTransaction: what was asked for can only be had without one. */
export function isUnfitForTransaction(error: unknown): boolean {
  const cause = error instanceof Problem ? error.cause : undefined;
  return cause instanceof MongoServerError && toServerError(cause).code === 263;
}

const tooLarge = 'A document is larger than the 16 MB that MongoDB takes.';

/** The serializer runs over the end of its 17 MB before the driver can look at the size. */
function isTooLarge({ name, message }: Error): boolean {
  if (name === 'RangeError') return message.includes(String(17 * 1024 * 1024));
  return name === 'MongoInvalidArgumentError' && message.includes('larger than the maximum');
}

function isConnectionTrouble(error: unknown): boolean {
  if (error instanceof MongoNetworkTimeoutError) return false;
  if (error instanceof MongoError && error.hasErrorLabel('HandshakeError')) return true;
  return unavailableClasses.some((type) => error instanceof type);
}

const unavailableClasses = [
  MongoNetworkError,
  MongoServerSelectionError,
  MongoNotConnectedError,
  MongoTopologyClosedError,
  MongoServerClosedError,
  MongoClientClosedError,
];

/** The pool's errors are not exported as classes. */
function nameOf(error: unknown): string | undefined {
  return error instanceof Error ? error.name : undefined;
}

const maxDetail = 500;
const hostAndPort = /(?<![\w.-])(?:(?:[\w-]+\.)+[\w-]+|localhost|\[[0-9a-f:]+\]):\d{2,5}\b/gi;

/** Shards name themselves in the errors that a router passes on. Cut before the search, which is slow on long words. */
function withoutHosts(message: string): string {
  return shortened(message.slice(0, 4 * maxDetail).replaceAll(hostAndPort, 'a server'));
}

/** Some texts of the server quote what they were given. */
function shortened(message: string): string {
  return message.length <= maxDetail ? message : `${message.slice(0, maxDetail - 1)}…`;
}
