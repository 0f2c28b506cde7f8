interface Reference {
  $ref?: string;
}
interface Schema extends Reference {
  type?: string | string[];
  enum?: unknown[];
  oneOf?: Schema[];
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  readOnly?: boolean;
  'x-required-roles'?: string[];
  'x-error-code'?: string;
}
interface Body extends Reference {
  required?: boolean;
  content?: Record<string, { schema?: Schema }>;
}
interface Parameter extends Reference {
  name?: string;
  in?: string;
}
interface Operation {
  operationId: string;
  'x-plane': string;
  'x-policy': string;
  'x-required-roles'?: string[];
  'x-access-list'?: unknown;
  'x-rate-limit'?: unknown;
  'x-scope'?: string;
  'x-grants'?: string;
  'x-denial'?: string;
  'x-verbatim'?: string;
  parameters?: Parameter[];
  security?: Record<string, string[]>[];
  requestBody?: Body;
  responses: Record<string, Body>;
}

/** The parts of the bundled contract that the table is made from. */
export interface Contract {
  security?: Record<string, string[]>[];
  paths: Record<string, Record<string, Operation>>;
  components: Record<string, Record<string, Reference>>;
}

function follow<T extends Reference>(contract: Contract, value: T): T {
  const { $ref } = value;
  if ($ref === undefined) return value;
  const [section = '', name = ''] = $ref.split('/').slice(2);
  const target = contract.components[section]?.[name];
  if (!target) throw new Error(`${$ref}: not in the contract`);
  // A reference of one section leads to the same kind of thing.
  return follow(contract, target as T);
}

const mediaTypes = (body: Body) => Object.keys(body.content ?? {});

function bodyEntry(contract: Contract, { requestBody }: Operation) {
  if (!requestBody) return null;
  const body = follow(contract, requestBody);
  const fields = fieldsOf(contract, body);
  const guarded = fields.flatMap(([name, { 'x-required-roles': roles }]) => (roles ? [[name, roles] as const] : []));
  return {
    mediaTypes: mediaTypes(body),
    required: body.required ?? false,
    readOnly: fields.filter(([, field]) => field.readOnly === true).map(([name]) => name),
    fieldRoles: Object.fromEntries(guarded),
    errorCodes: Object.fromEntries(fields.flatMap(([name, field]) => errorCode(contract, name, field))),
    neverNull: fields.filter(([, field]) => !admitsNull(contract, field)).map(([name]) => name),
  };
}

/**
 * The fields of a body, or of its items. Where some are for one direction only, the generator has made two schemas of one:
 * `X` without the write-only fields, `XWritable` without the read-only ones.
 */
function fieldsOf(contract: Contract, { content }: Body): [string, Schema][] {
  const schema = content?.['application/json']?.schema ?? {};
  const $ref = schema.$ref?.replace(/Writable$/, '');
  const both = [schema, $ref === undefined ? {} : { $ref }].map((one) => propertiesOf(contract, one));
  return Object.entries(Object.assign({}, ...both) as Record<string, Schema>);
}

function propertiesOf(contract: Contract, schema: Schema): Record<string, Schema> {
  const { items, properties = {} } = follow(contract, schema);
  return items ? propertiesOf(contract, items) : properties;
}

function errorCode(contract: Contract, name: string, field: Schema): [string, string][] {
  const { 'x-error-code': code } = follow(contract, field);
  return code === undefined ? [] : [[name, code]];
}

function admitsNull(contract: Contract, field: Schema): boolean {
  const { type, oneOf, anyOf, enum: values } = follow(contract, field);
  const variants = [...(oneOf ?? []), ...(anyOf ?? [])];
  if (variants.length > 0) return variants.some((variant) => admitsNull(contract, variant));
  if (type === undefined) return values === undefined || values.includes(null);
  return [type].flat().includes('null');
}

function parametersIn(contract: Contract, place: string, { parameters = [] }: Operation) {
  const all = parameters.map((parameter) => follow(contract, parameter));
  return all.filter((parameter) => parameter.in === place).map(({ name }) => name ?? '');
}

/** Success and redirect statuses with the media types that they can be answered in; errors have the plane's own. */
function responseEntries(contract: Contract, { responses }: Operation) {
  const answers = Object.entries(responses).filter(([status]) => /^[23]/.test(status));
  return Object.fromEntries(answers.map(([status, response]) => [status, mediaTypes(follow(contract, response))]));
}

/** One row of the table: what the edge must know of an operation to route, identify, authorize and negotiate. */
export function operationEntry(contract: Contract, path: string, method: string) {
  const operation = contract.paths[path]?.[method];
  if (!operation) throw new Error(`${method} ${path}: not in the contract`);
  return {
    operationId: operation.operationId,
    plane: operation['x-plane'],
    method,
    path,
    policy: operation['x-policy'],
    security: operation.security ?? contract.security ?? [],
    requiredRoles: operation['x-required-roles'] ?? [],
    accessList: operation['x-access-list'] ?? null,
    rateLimit: operation['x-rate-limit'] ?? null,
    scope: operation['x-scope'] ?? null,
    grants: operation['x-grants'] ?? null,
    denial: operation['x-denial'] ?? null,
    verbatim: operation['x-verbatim'] ?? null,
    queryParameters: parametersIn(contract, 'query', operation),
    ifMatch: parametersIn(contract, 'header', operation).includes('If-Match'),
    body: bodyEntry(contract, operation),
    responses: responseEntries(contract, operation),
  };
}

export type OperationEntry = ReturnType<typeof operationEntry>;
