import { reportDuplicates } from './duplicates.ts';
import { fieldsOf } from './fields.ts';
import type { Folder } from './folder.ts';
import type { FunctionNames } from './function-names.ts';
import { endpointMethods, type Endpoint } from './http-definition.ts';
import type { Part } from './part.ts';
import { readValidation } from './read-validation.ts';

interface Placed {
  readonly part: Part;
  readonly endpoint: Endpoint;
}

/** The endpoints of `https_endpoints/`, and those of `http_endpoints/` that are not among them. */
export function readEndpoints(folder: Folder, functions: FunctionNames): Endpoint[] {
  const [current, older] = ['https_endpoints', 'http_endpoints'].map((name) => {
    const entries = folder.json(`${name}/config.json`)?.items() ?? [];
    const placed = entries.flatMap((part) => readEndpoint(part, functions) ?? []);
    return reportDuplicates(placed, keyOf, 'endpoint');
  });
  const keys = new Set(current?.map(keyOf));
  return [...(current ?? []), ...(older ?? []).filter((placed) => !keys.has(keyOf(placed)))].map(
    ({ endpoint }) => endpoint,
  );
}

function keyOf({ endpoint }: Placed): string {
  return `${endpoint.method} ${endpoint.route}`;
}

function readEndpoint(part: Part, functions: FunctionNames): Placed | undefined {
  const fields = fieldsOf(part);
  const route = fields.get('route');
  if (route === undefined && fields.get('function_name') === undefined) {
    part.error(
      'This is no endpoint: it has neither route nor function_name.',
      'Remove it: it may be another product’s.',
    );
    return undefined;
  }
  const disabled = fields.flag('disabled');
  const endpoint = {
    route: readRoute(route) ?? fields.requireText('route') ?? '',
    method: fields.choice('http_method', [...endpointMethods, 'ANY'], '*'),
    functionName: functions.read(fields, 'function_name', !disabled) ?? '',
    validation: readValidation(fields),
    respondResult: fields.flag('respond_result'),
    returnType: fields.choice('return_type', ['JSON', 'EJSON'], 'JSON'),
    createUserOnAuth: fields.flag('create_user_on_auth'),
    fetchCustomUserData: fields.flag('fetch_custom_user_data'),
    disabled,
  } as const;
  fields.end('id', '_id', 'function_id');
  const { method } = endpoint;
  return { part, endpoint: { ...endpoint, method: method === 'ANY' ? '*' : method } };
}

function readRoute(part: Part | undefined): string | undefined {
  const text = part?.text();
  if (part === undefined || text === undefined || text === '') return undefined;
  const route = text.startsWith('/') ? text : `/${text}`;
  if (/^\/data\/(v1|beta)\/action\//.test(route))
    part.warning('The Data API answers here: the endpoint is never reached.', 'Give it another route.');
  return route;
}
