import { createRequire } from 'node:module';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { Problem, type FieldError } from '../problem/index.ts';
import type { CompiledSchemas } from './accept-path.ts';
import type { ContractDocument, JsonObject } from './document.ts';
import { pruneToRequest } from './prune.ts';
import type { RequestParts, RequestValidator } from './request-parts.ts';

interface EovRequest extends RequestParts {
  originalUrl: string;
  path: string;
  openapi: { expressRoute: string; openApiRoute: string; pathParams: Record<string, unknown>; schema: JsonObject };
}
interface EovValidator extends CompiledSchemas {
  validate(request: EovRequest, response: object, next: () => void): void;
}
interface EovModules {
  RequestValidator: new (document: ContractDocument, options: object) => EovValidator;
  SchemaPreprocessor: new (
    document: ContractDocument,
    options: object,
    responses: undefined,
  ) => { preProcess(): { apiDoc: ContractDocument } };
}

const require = createRequire(import.meta.resolve('express-openapi-validator'));
const { RequestValidator: EovRequestValidator } = require('./middlewares/openapi.request.validator.js') as EovModules;
const { SchemaPreprocessor } = require('./middlewares/parsers/schema.preprocessor.js') as EovModules;

/** `validateSchema: false` and `meta: false` save the 2020-12 meta-schema: the lint has checked the contract already (reference/stack.md §4). */
export const ajvOptions = {
  allErrors: true,
  coerceTypes: false,
  useDefaults: true,
  removeAdditional: false,
  validateFormats: true,
  strict: false,
  validateSchema: false,
  meta: false,
  formats: { email: { type: 'string', validate: fullFormats.email } },
  serDesMap: {},
  discriminator: false,
};

/** The validator of record, and the schemas that it has compiled so far, by `keyOf`. */
export interface RecordValidator {
  readonly validate: RequestValidator;
  readonly compiled: CompiledSchemas;
  readonly keyOf: (parts: RequestParts) => string;
}

/** express-openapi-validator's own request validator over a document pruned to one operation. */
export function createRecordValidator(document: ContractDocument, path: string, method: string): RecordValidator {
  const pruned = pruneToRequest(document, path, method);
  const { apiDoc } = new SchemaPreprocessor(pruned, ajvOptions, undefined).preProcess();
  const schema = apiDoc.paths[path]?.[method] as JsonObject;
  const validator = new EovRequestValidator(apiDoc, ajvOptions);
  const validate = (parts: RequestParts): void => {
    const openapi = { expressRoute: path, openApiRoute: path, pathParams: parts.params, schema };
    // A URL without a query: the validator would parse it again, and refuse characters that RFC 3986 allows there (wart 11).
    const request: EovRequest = Object.assign(parts, { originalUrl: '/', path, openapi });
    try {
      validator.validate(request, {}, () => undefined);
    } catch (error) {
      throw toProblem(error);
    }
  };
  return {
    validate,
    compiled: validator,
    keyOf: ({ headers }) => `${method.toUpperCase()}-${path}-${headers['content-type'] ?? 'not_provided'}`,
  };
}

const shownErrors = 20;

/** `errorCode` is JSON Schema's keyword and `.openapi.validation`. */
interface EovError extends FieldError {
  readonly errorCode?: string;
}

function toProblem(error: unknown): Problem {
  const { status, errors } = error as { status?: number; errors?: EovError[] };
  if (status === undefined || errors === undefined) return Problem.from(error);
  if (status === 415) return new Problem('UNSUPPORTED_MEDIA_TYPE');
  const fields = errors.slice(0, shownErrors).map(({ path, message, errorCode }) => ({
    path: path.replace(/^\/params\//, '/path/'),
    message,
    rule: errorCode?.split('.', 1)[0] ?? 'schema',
  }));
  return new Problem('INVALID_REQUEST', {
    detail: fields.map((field) => `${field.path} ${field.message}`).join('; '),
    errors: fields,
  });
}
