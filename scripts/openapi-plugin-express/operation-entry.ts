type Json = Record<string, unknown>;
interface Reference {
  $ref?: string;
}
interface Body extends Reference {
  required?: boolean;
  content?: Json;
}
interface Operation {
  operationId: string;
  'x-plane': string;
  'x-policy': string;
  'x-required-roles'?: string[];
  'x-access-list'?: unknown;
  'x-rate-limit'?: unknown;
  security?: Record<string, string[]>[];
  requestBody?: Body;
  responses: Record<string, Body>;
}

/** The parts of the bundled contract that the table is made from. */
export interface Contract {
  security?: Record<string, string[]>[];
  paths: Record<string, Record<string, Operation>>;
  components: Record<string, Record<string, Body>>;
}

function follow(contract: Contract, { $ref, ...body }: Body): Body {
  if ($ref === undefined) return body;
  const [section = '', name = ''] = $ref.split('/').slice(2);
  const target = contract.components[section]?.[name];
  if (!target) throw new Error(`${$ref}: not in the contract`);
  return follow(contract, target);
}

const mediaTypes = (body: Body) => Object.keys(body.content ?? {});

function bodyEntry(contract: Contract, { requestBody }: Operation) {
  if (!requestBody) return null;
  const body = follow(contract, requestBody);
  return { mediaTypes: mediaTypes(body), required: body.required ?? false };
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
    body: bodyEntry(contract, operation),
    responses: responseEntries(contract, operation),
  };
}

export type OperationEntry = ReturnType<typeof operationEntry>;
