/** Rules for the whole contract: what breaks client generators or the validator, wherever it stands. */
import { adminCodes } from '../../src/problem/index.ts';
import { isObject, type Contract, type Finding } from './contract.ts';
import { schemasOf } from './walk-schemas.ts';

type DocumentRule = (contract: Contract) => Finding[];

/** A rule that looks at each schema object by itself and gives a message when it is wrong. */
const eachSchema =
  (judge: (schema: Record<string, unknown>) => string | false): DocumentRule =>
  (contract) =>
    [...schemasOf(contract)].flatMap(({ path, schema }) => {
      const message = isObject(schema) && judge(schema);
      return message ? [{ path, message }] : [];
    });

const version: DocumentRule = ({ openapi }) =>
  openapi?.startsWith('3.1.')
    ? []
    : [{ path: ['openapi'], message: 'must be 3.1.x: generators and the validator refuse 3.2' }];

const typeArrays = eachSchema(({ type }) => {
  const types = Array.isArray(type) ? type.filter((name) => name !== 'null') : [];
  return types.length > 1 && `oapi-codegen cannot read type: [${types.join(', ')}]; use oneOf`;
});

const nullable = eachSchema((schema) => 'nullable' in schema && 'nullable is of OpenAPI 3.0; use type: [x, "null"]');

const defs = eachSchema((schema) => '$defs' in schema && '$defs breaks generators; give the schema a file of its own');

/** oapi-codegen makes a file upload of such a string. */
const contentMediaType = eachSchema(
  (schema) =>
    'contentMediaType' in schema && 'contentMediaType becomes a file in Go clients; say it in the description',
);

/** Left out, it means open; the contract says which it means: documents are open, envelopes are closed. */
const statedOpenness = eachSchema(
  (schema) =>
    schema['type'] === 'object' &&
    !('additionalProperties' in schema) &&
    !('unevaluatedProperties' in schema) &&
    'must state additionalProperties: false for what is ours, true for what is the caller’s',
);

/** A misspelt code would be answered as another. */
const errorCodes = eachSchema(({ 'x-error-code': code }) => {
  const known = code === undefined || (typeof code === 'string' && code in adminCodes);
  return !known && `there is no code ${JSON.stringify(code)}`;
});

const booleanSchemas: DocumentRule = (contract) =>
  [...schemasOf(contract)]
    .filter(({ schema }) => typeof schema === 'boolean')
    .map(({ path }) => ({ path, message: 'a boolean schema breaks generators; use {} for anything' }));

const schemaNames: DocumentRule = ({ components }) =>
  'Error' in (components?.['schemas'] ?? {})
    ? [
        {
          path: ['components', 'schemas', 'Error'],
          message: 'shadows the global Error in TypeScript; take another name',
        },
      ]
    : [];

/** What generators put behind an operationId to name its own types: oapi-codegen, then openapi-ts. */
const operationTypes = 'Params Response JSONBody JSONRequestBody Data Responses Error Errors'.split(' ');
const typeName = (name: string) => name.replaceAll(/[^a-z0-9]/gi, '').toLowerCase();

const namesOfOperations = ({ paths = {} }: Contract) =>
  Object.values(paths)
    .flatMap((item) => Object.values(item))
    .flatMap(({ operationId = '' }) =>
      operationTypes.map((suffix): [string, string] => [typeName(operationId + suffix), operationId]),
    );

/** Generators write one type for each component, in PascalCase and whatever its kind, beside those of the operations. */
const componentNames: DocumentRule = (contract) => {
  const owners = new Map(namesOfOperations(contract));
  return Object.entries(contract.components ?? {}).flatMap(([kind, named]) =>
    Object.keys(named).flatMap((name) => {
      const owner = owners.get(typeName(name));
      owners.set(typeName(name), owner ?? `${kind}/${name}`);
      const message = `becomes the same type in clients as ${owner}; one of them needs another name`;
      return owner === undefined ? [] : [{ path: ['components', kind, name], message }];
    }),
  );
};

/** express-openapi-validator mixes the variants up when the union is listed first. */
const unionsAfterVariants: DocumentRule = ({ components }) => {
  const names = Object.keys(components?.['schemas'] ?? {});
  return Object.entries(components?.['schemas'] ?? {}).flatMap(([name, { oneOf, anyOf }]) => {
    const variants = [oneOf, anyOf].flatMap((list) => (Array.isArray(list) ? (list as unknown[]) : []));
    const references = variants.flatMap((variant) => (isObject(variant) ? [String(variant['$ref'])] : []));
    const later = references.filter(
      (reference) => names.indexOf(reference.split('/').at(-1) ?? '') > names.indexOf(name),
    );
    return later.map((reference) => ({
      path: ['components', 'schemas', name],
      message: `must come after ${reference}`,
    }));
  });
};

function parametersOf({ paths = {}, components }: Contract) {
  const shared = Object.entries(components?.['parameters'] ?? {}).map(([name, parameter]) => ({
    path: ['components', 'parameters', name],
    parameter,
  }));
  const own = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, { parameters = [] }]) =>
      parameters.map((parameter, index) => ({ path: ['paths', path, method, 'parameters', index], parameter })),
    ),
  );
  return [...shared, ...own];
}

const parameterContent: DocumentRule = (contract) =>
  parametersOf(contract)
    .filter(({ parameter }) => 'content' in parameter)
    .map(({ path }) => ({ path, message: 'a parameter with content breaks generators; use a schema of type: string' }));

const tokenUrls: DocumentRule = ({ components }) =>
  Object.entries(components?.['securitySchemes'] ?? {}).flatMap(([name, { flows }]) => {
    const urls = Object.values(isObject(flows) ? flows : {}).flatMap((flow) =>
      isObject(flow) ? Object.entries(flow).filter(([key]) => key.endsWith('Url')) : [],
    );
    const relative = urls.filter(([, url]) => !URL.canParse(String(url)));
    return relative.map(([key]) => ({
      path: ['components', 'securitySchemes', name],
      message: `${key} must be absolute`,
    }));
  });

export const documentRules = {
  'openapi-version': version,
  'no-mixed-type-array': typeArrays,
  'no-nullable': nullable,
  'no-defs': defs,
  'no-content-media-type': contentMediaType,
  'stated-openness': statedOpenness,
  'known-error-codes': errorCodes,
  'no-boolean-schema': booleanSchemas,
  'no-schema-named-error': schemaNames,
  'unique-component-names': componentNames,
  'unions-after-variants': unionsAfterVariants,
  'no-parameter-content': parameterContent,
  'absolute-token-url': tokenUrls,
};
