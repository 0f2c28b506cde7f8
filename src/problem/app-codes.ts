/**
 * What the Data API and the client API answer besides, in the words of App Services; `{0}` is the first of `parameters`.
 * How each is called on the wire (`error_code`) is the planes' dialect.
 * @see reference/app-services.md §1.4, §6.1
 */
export const appCodes = {
  NO_CREDENTIALS: message(400, 'no authentication methods were specified'),
  HALF_CREDENTIALS: message(
    400,
    'must specify some form of authentication (either email+password, api-key, or jwt) in the request header or body',
  ),
  USER_NOT_CONFIRMED: message(401, 'confirmation required'),
  USER_ALREADY_CONFIRMED: message(400, 'already confirmed'),
  INVALID_EMAIL_TOKEN: message(400, 'invalid token data'),
  INVALID_APP_PASSWORD: message(400, 'password must be between 6 and 128 characters'),
  INVALID_EMAIL: message(400, 'email invalid'),
  FUNCTION_NOT_RUNNABLE: message(400, 'this app leaves it to a function ({0}), and functions do not run yet'),
  IDENTITY_NOT_LINKABLE: message(400, "identities of the authentication provider '{0}' cannot be linked"),
  IDENTITY_TAKEN: message(400, 'a user already exists with the specified provider'),
  MAX_API_KEYS_EXCEEDED: message(400, 'there are {0} API keys already, which is the most that there can be'),
  OPERATOR_NOT_ALLOWED_FOR_USERS: message(400, 'the operator {0} is not allowed here'),
  STAGE_NOT_ALLOWED: message(400, 'the stage {0} is not allowed here'),
  INVALID_PROJECTION: message(400, 'a projection may only show and hide fields here'),
  AGGREGATION_TOO_LARGE: message(
    400,
    'the rules of this collection differ from document to document, and the pipeline would have to see more than {0} MB of them: begin it with a $match that finds fewer',
  ),
  ANSWER_TOO_LARGE: message(400, 'the answer would have more than {0}: ask for fewer, in several requests'),
  SCHEMA_VALIDATION_FAILED: message(400, 'schema validation failed for document{0}: {1}'),
  READ_VALIDATION_FAILED: message(400, 'schema validation failed for document{0}: {1}'),
  SERVICE_UNAVAILABLE: message(503, 'a service that this app relies on cannot be reached'),
  SERVICE_COMMAND_NOT_FOUND: message(400, "service command not found: '{0}'"),
  INVALID_SERVICE_ARGUMENTS: message(400, 'the field {0} of the first argument must be {1}'),
  SERVICE_NOT_FOUND: message(400, "service not found: '{0}'"),
  NOT_EVALUATED: message(400, 'rule not matched for function "{0}"'),
  INVALID_REQUEST_SECRET: message(401, 'the secret or the signature of the request is missing or wrong'),
  INVALID_SESSION: message(401, 'invalid session'),
  SESSION_OVER: message(401, 'invalid session: failed to find refresh token'),
  INVALID_USER_SESSION: message(401, 'invalid session: error finding user for endpoint'),
  INVALID_LOGIN: message(401, 'invalid username/password'),
  INVALID_TOKEN: message(401, 'invalid custom auth token: {0}'),
  INVALID_API_KEY: message(401, 'invalid API key'),
  USER_DISABLED: message(401, 'user disabled'),
  NO_MATCHING_RULE: message(403, "no rule exists for namespace '{0}'"),
  FIELD_NOT_READABLE: message(403, 'the request compares or sorts by the field {0}, which the user may not read'),
  SEARCH_NOT_PERMITTED: message(403, 'search not permitted'),
  INSERT_NOT_PERMITTED: message(403, 'insert not permitted'),
  UPDATE_NOT_PERMITTED: message(403, 'update not permitted'),
  DELETE_NOT_PERMITTED: message(403, 'delete not permitted'),
  COLLECTION_NOT_REACHABLE: message(403, "the namespace '{0}' is not reachable from apps"),
  DOMAIN_NOT_ALLOWED: message(403, "origin '{0}' is not allowed"),
  AUTH_PROVIDER_NOT_FOUND: message(404, "authentication provider '{0}' not found"),
  APP_API_KEY_NOT_FOUND: message(404, 'API key not found'),
  APP_USER_NOT_FOUND: message(404, 'user not found'),
  CLIENT_APP_NOT_FOUND: message(404, "cannot find app using Client App ID '{0}'"),
  ACCOUNT_NAME_IN_USE: message(409, 'name already in use'),
} as const;

function message<Status extends number>(status: Status, text: string) {
  return { status, title: text.replaceAll(/ ?\(?'?\{\d\}'?\)?/g, ''), message: text };
}
