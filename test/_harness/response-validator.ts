import { createRequire } from 'node:module';
import { operations } from '../../generated/operations.gen.ts';
import { readContract, RouteTable, type ContractDocument, type Operation } from '../../src/contract/index.ts';
import { pruneToOperation } from '../../src/contract/prune.ts';
import { ajvOptions } from '../../src/contract/record-validator.ts';

interface Check {
  validators: unknown;
  body: unknown;
  statusCode: number;
  path: string;
  accepts: string[];
}
interface EovResponseValidator {
  buildValidators(responses: unknown, key: string): unknown;
  _validate(check: Check): void;
}
interface EovModules {
  ResponseValidator: new (
    document: ContractDocument,
    options: object,
    eovOptions: object,
    serial: number,
  ) => EovResponseValidator;
  SchemaPreprocessor: new (
    document: ContractDocument,
    options: object,
    responses: object,
  ) => { preProcess(): { apiDocRes: ContractDocument } };
}

const require = createRequire(import.meta.resolve('express-openapi-validator'));
const { ResponseValidator } = require('./middlewares/openapi.response.validator.js') as EovModules;
const { SchemaPreprocessor } = require('./middlewares/parsers/schema.preprocessor.js') as EovModules;

const contract = readContract();
const routes = new RouteTable<Operation>(Object.values(operations));
const made = new Map<Operation, (check: Omit<Check, 'validators'>) => void>();

/** Throws when an answer is not one that the contract declares for its operation; paths outside the contract pass. */
export function checkResponse(
  method: string,
  target: string,
  status: number,
  contentType: string,
  body: unknown,
): void {
  const path = target.split('?', 1)[0] as string;
  const located = routes.locate(method === 'HEAD' ? 'GET' : method, path);
  if (located === undefined || !('route' in located) || !contentType.includes('json')) return;
  const { operation } = located.route;
  let check = made.get(operation);
  if (check === undefined) made.set(operation, (check = responseCheck(operation)));
  check({ body, statusCode: status, path, accepts: [contentType.split(';', 1)[0] as string] });
}

function responseCheck({ path, method }: Operation): (check: Omit<Check, 'validators'>) => void {
  const { apiDocRes } = new SchemaPreprocessor(pruneToOperation(contract, path, method), ajvOptions, {}).preProcess();
  const validator = new ResponseValidator(apiDocRes, ajvOptions, {}, -1);
  const validators = validator.buildValidators(apiDocRes.paths[path]?.[method]?.['responses'], path);
  return (check) => validator._validate({ ...check, validators });
}
