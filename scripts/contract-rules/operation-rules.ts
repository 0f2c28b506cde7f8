/** Rules for one operation: how it is named, who may call it, what it shows and how it fails. */
import { globalRoles, groupRoles, orgRoles } from '../../src/auth/index.ts';
import { adminCodes } from '../../src/problem/index.ts';
import { resolveReference, type Body, type Contract, type Finding, type Operation } from './contract.ts';

type OperationRule = (operation: Operation, contract: Contract) => Finding[];

const verbs = [
  'list',
  'get',
  'create',
  'update',
  'replace',
  'delete',
  'insert',
  'add',
  'remove',
  'assign',
  'accept',
  'explain',
  'log',
  'register',
  'confirm',
  'send',
  'call',
  'reset',
  'enable',
  'disable',
  'import',
];
/** Operations that are called by their action's own name. */
const actions = new Set([
  'find',
  'findOne',
  'insertOne',
  'insertMany',
  'updateOne',
  'updateMany',
  'replaceOne',
  'deleteOne',
  'deleteMany',
  'aggregate',
  'countDocuments',
  'distinct',
  'findOneAndUpdate',
  'findOneAndReplace',
  'findOneAndDelete',
  'bulkWrite',
]);
const policies = ['public', 'mount', 'admin', 'app', 'appPublic', 'appUser', 'appSession'];
/** The schema of a plane's errors. */
const errorSchemas: Record<string, string> = {
  docdb: 'Problem',
  system: 'Problem',
  admin: 'ApiError',
  client: 'AppError',
  data: 'AppError',
};

const one = (message: string, ...path: string[]): Finding[] => [{ path, message }];

const nameRule = `must be <verb><Resource> in camelCase; verbs: ${verbs.join(', ')}`;

/** What is wrong with an operationId, or undefined. */
export function operationIdFault(operationId: string): string | undefined {
  const isVerbAndResource = new RegExp(`^(${verbs.join('|')})([A-Z][a-z0-9]*)+$`).test(operationId);
  return isVerbAndResource || actions.has(operationId) ? undefined : `operationId "${operationId}" ${nameRule}`;
}

const name: OperationRule = ({ operationId = '' }) => {
  const fault = operationIdFault(operationId);
  return fault ? one(fault, 'operationId') : [];
};

const summary: OperationRule = (operation) => (operation.summary ? [] : one('needs a summary'));

const policy: OperationRule = (operation) => {
  const value = operation['x-policy'];
  if (value && policies.includes(value)) return [];
  return one(`needs x-policy, one of: ${policies.join(', ')}`, 'x-policy');
};

/** Nobody has to show credentials. */
const open = ['public', 'appPublic'];

const publicSecurity: OperationRule = (operation) => {
  const isPublic = open.includes(operation['x-policy'] ?? '');
  if (!operation.security) return one('must state its security; [] when x-policy is public');
  if (isPublic === (operation.security.length === 0)) return [];
  return one(
    isPublic ? 'x-policy is public: security must be []' : 'security is []: x-policy must be public',
    'security',
  );
};

const pretty: OperationRule = ({ parameters = [] }, contract) => {
  const names = parameters.map((parameter) => resolveReference(contract, parameter)?.name);
  return names.includes('pretty')
    ? []
    : one('needs the query parameter pretty (shared/parameters/pretty.yaml)', 'parameters');
};

function withoutExample(contract: Contract, body: Body, ...path: string[]): Finding[] {
  const content = Object.entries(resolveReference(contract, body)?.content ?? {});
  const bare = content.filter(([, media]) => media.example === undefined && !Object.keys(media.examples ?? {}).length);
  return bare.map(([type]) => ({ path, message: `${type} needs an example` }));
}

const examples: OperationRule = ({ requestBody, responses = {} }, contract) => {
  const success = Object.entries(responses).filter(([status]) => status.startsWith('2'));
  const answers = success.flatMap(([status, body]) => withoutExample(contract, body, 'responses', status));
  return [...(requestBody ? withoutExample(contract, requestBody, 'requestBody') : []), ...answers];
};

const errors: OperationRule = ({ responses = {}, 'x-plane': plane = '' }, contract) => {
  if (!responses['default']) return one('needs a default response for errors', 'responses');
  const expected = `#/components/schemas/${errorSchemas[plane] ?? 'Problem'}`;
  const failing = Object.entries(responses).filter(([status]) => /^([45]|default)/.test(status));
  const wrong = failing.filter(([, body]) => {
    const media = Object.values(resolveReference(contract, body)?.content ?? {});
    return media.length === 0 || media.some(({ schema }) => schema?.$ref !== expected);
  });
  return wrong.map(([status]) => ({
    path: ['responses', status],
    message: `must have the plane's error schema ${expected}`,
  }));
};

/** A body that can only be sent as Extended JSON is left out by client generators. */
const ejsonNotAlone: OperationRule = ({ requestBody }, contract) => {
  const types = Object.keys((requestBody && resolveReference(contract, requestBody)?.content) ?? {});
  const isAlone = types.includes('application/ejson') && !types.includes('application/json');
  return isAlone ? one('application/ejson needs application/json beside it', 'requestBody') : [];
};

/** One open object among them, and express-openapi-validator lets every unknown query parameter pass. */
const closedQuery: OperationRule = ({ parameters = [] }, contract) => {
  const wrong = parameters.flatMap((parameter, index) => {
    const target = resolveReference(contract, parameter);
    const schema = target?.schema && resolveReference(contract, target.schema);
    return target?.in === 'query' && schema && 'additionalProperties' in schema ? [index] : [];
  });
  return wrong.map((index) => ({
    path: ['parameters', index],
    message: 'a query parameter must not have additionalProperties; take JSON text (type: string)',
  }));
};

/** Roles that only read: nothing may be changed with them alone. */
const readers = ['GROUP_READ_ONLY', 'ORG_READ_ONLY', 'ORG_MEMBER', 'GLOBAL_READ_ONLY'];

/** Who may call an operation of the admin API stands in the contract, and reading roles change nothing. */
const requiredRoles: OperationRule = (operation) => {
  if (operation['x-policy'] !== 'admin') return [];
  const roles = (operation['x-required-roles'] ?? []) as string[];
  if (roles.length === 0) return one('needs x-required-roles', 'x-required-roles');
  const isRead = /^(get|list)/.test(operation.operationId ?? '');
  const wrong = isRead ? [] : roles.filter((role) => readers.includes(role));
  return wrong.map((role) => ({ path: ['x-required-roles'], message: `${role} may change nothing` }));
};

const roleNames: readonly string[] = [...groupRoles, ...orgRoles, ...globalRoles, 'AUTHENTICATED', 'SELF', 'GRANTOR'];
const denials = Object.entries(adminCodes).flatMap(([code, { status }]) => (status === 401 ? [code] : []));

/** A misspelt role would shut everybody out, a misspelt code would be answered as another. */
const knownNames: OperationRule = (operation) => {
  const roles = (operation['x-required-roles'] ?? []) as string[];
  const unknown = roles.filter((role) => !roleNames.includes(role));
  const denial = operation['x-denial'] as string | undefined;
  return [
    ...unknown.map((role) => ({ path: ['x-required-roles'], message: `there is no role ${role}` })),
    ...(denial === undefined || denials.includes(denial) ? [] : one(`${denial} is no code of status 401`, 'x-denial')),
  ];
};

/** Tags of what a thief would want to change: keys, addresses, what is open, and apps with all that they have. */
const guarded = /^(apiKeys|personalApiKeys|accessLists|projectAccessList|mounts|dataSources|app.*)$/;

const accessList: OperationRule = ({ operationId = '', tags, ...operation }) => {
  const isWrite = operation['x-policy'] === 'admin' && !/^(get|list|explain)/.test(operationId);
  const isGuarded = Array.isArray(tags) && tags.some((tag) => guarded.test(String(tag)));
  return isWrite && isGuarded && operation['x-access-list'] !== 'required'
    ? one('needs x-access-list: required', 'x-access-list')
    : [];
};

const envelope: OperationRule = ({ parameters = [], 'x-policy': policyName }, contract) => {
  const names = parameters.map((parameter) => resolveReference(contract, parameter)?.name);
  return policyName !== 'admin' || names.includes('envelope')
    ? []
    : one('needs the query parameter envelope (admin/shared/parameters/envelope.yaml)', 'parameters');
};

export const operationRules = {
  'operation-required-roles': requiredRoles,
  'operation-known-names': knownNames,
  'operation-access-list': accessList,
  'operation-envelope': envelope,
  'operation-name': name,
  'operation-summary': summary,
  'operation-policy': policy,
  'operation-public-security': publicSecurity,
  'operation-pretty': pretty,
  'operation-examples': examples,
  'operation-errors': errors,
  'operation-ejson-not-alone': ejsonNotAlone,
  'operation-closed-query': closedQuery,
};
