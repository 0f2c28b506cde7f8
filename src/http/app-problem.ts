import type { Problem, ProblemCode } from '../problem/index.ts';

/** What the Data API and the client API call an error, and its status where theirs is another. @see reference/app-services.md §1.4 */
const names: Partial<Readonly<Record<ProblemCode, string>>> = {
  ACCOUNT_NAME_IN_USE: 'AccountNameInUse',
  AGGREGATION_TOO_LARGE: 'InvalidParameter',
  ANSWER_TOO_LARGE: 'ReadSizeLimitExceeded',
  APP_API_KEY_NOT_FOUND: 'APIKeyNotFound',
  APP_USER_NOT_FOUND: 'UserNotFound',
  AUTH_PROVIDER_NOT_FOUND: 'AuthProviderNotFound',
  COLLECTION_NOT_REACHABLE: 'NoMatchingRuleFound',
  DATABASE_TIMEOUT: 'ExecutionTimeLimitExceeded',
  DELETE_NOT_PERMITTED: 'NoMatchingRuleFound',
  DOMAIN_NOT_ALLOWED: 'DomainNotAllowed',
  FIELD_NOT_READABLE: 'NoMatchingRuleFound',
  FUNCTION_NOT_RUNNABLE: 'FunctionInvalid',
  HALF_CREDENTIALS: 'MissingParameter',
  IDENTITY_NOT_LINKABLE: 'BadRequest',
  IDENTITY_TAKEN: 'AccountNameInUse',
  INSERT_NOT_PERMITTED: 'NoMatchingRuleFound',
  INVALID_API_KEY: 'AuthError',
  INVALID_APP_PASSWORD: 'BadRequest',
  INVALID_EMAIL: 'BadRequest',
  INVALID_EMAIL_TOKEN: 'UserpassTokenInvalid',
  INVALID_EXTENDED_JSON: 'BadRequest',
  INVALID_LOGIN: 'InvalidPassword',
  INVALID_PROJECTION: 'InvalidParameter',
  INVALID_REQUEST_SECRET: 'IncomingWebhookAuthFailed',
  INVALID_SESSION: 'InvalidSession',
  INVALID_TOKEN: 'AuthError',
  INVALID_USER_SESSION: 'InvalidSession',
  MALFORMED_JSON: 'BadRequest',
  MALFORMED_URL: 'BadRequest',
  MAX_API_KEYS_EXCEEDED: 'BadRequest',
  NO_CREDENTIALS: 'InvalidParameter',
  NO_MATCHING_RULE: 'NoMatchingRuleFound',
  OPERATOR_NOT_ALLOWED_FOR_USERS: 'InvalidParameter',
  PAYLOAD_TOO_LARGE: 'BadRequest',
  READ_VALIDATION_FAILED: 'SchemaValidationFailedRead',
  SCHEMA_VALIDATION_FAILED: 'SchemaValidationFailedWrite',
  SEARCH_NOT_PERMITTED: 'NoMatchingRuleFound',
  SESSION_OVER: 'InvalidSession',
  STAGE_NOT_ALLOWED: 'InvalidParameter',
  UPDATE_NOT_PERMITTED: 'NoMatchingRuleFound',
  NOT_EVALUATED: 'FunctionExecutionError',
  INVALID_SERVICE_ARGUMENTS: 'InvalidParameter',
  SERVICE_COMMAND_NOT_FOUND: 'ServiceCommandNotFound',
  SERVICE_NOT_FOUND: 'ServiceNotFound',
  USER_ALREADY_CONFIRMED: 'UserAlreadyConfirmed',
  USER_DISABLED: 'UserDisabled',
  USER_NOT_CONFIRMED: 'AuthError',
};

const ofMongodb: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'DATABASE_FORBIDDEN',
  'DATABASE_UNAVAILABLE',
  'DOCUMENT_VALIDATION_FAILED',
  'DUPLICATE_KEY',
  'INVALID_OPERATION',
  'NOT_SUPPORTED_BY_DATA_SOURCE',
]);

/** What MongoDB refuses was 400 in App Services, whatever it was. */
export function appStatus({ code, status }: Problem): number {
  return ofMongodb.has(code) && status < 500 ? 400 : status;
}

/** @param link where an administrator finds the request */
export function appErrorBody(problem: Problem, link: string | undefined): Record<string, unknown> {
  const { detail, title } = problem;
  const name = nameOf(problem);
  return {
    error: detail ?? title,
    ...(name !== undefined && { error_code: name }),
    ...(link !== undefined && { link }),
  };
}

function nameOf({ code, status, errors }: Problem): string | undefined {
  if (code === 'INVALID_REQUEST')
    return errors.some(({ rule }) => rule === 'required') ? 'MissingParameter' : 'InvalidParameter';
  if (ofMongodb.has(code)) return 'MongoDBError';
  return names[code] ?? (status >= 500 ? 'InternalServerError' : undefined);
}
