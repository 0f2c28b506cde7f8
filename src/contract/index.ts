/**
 * The contract at run time: finds the operation of a request and validates requests against it.
 * Knows OpenAPI; must not know Express, MongoDB, or what any operation does.
 */
export { readContract, readContractText, type ContractDocument, type JsonObject } from './document.ts';
export { componentsOf } from './prune.ts';
export { EncodedBody } from './encoded-body.ts';
export type {
  Handler,
  Handlers,
  OperationHandler,
  OperationId,
  OperationRequest,
  OperationResult,
  RequestNotes,
} from './handler.ts';
export type { Operation } from './operation.ts';
export { canonicalNaming, resolveAlias, type Naming } from './alias.ts';
export type { AdminPrincipal, AppPrincipal, Principal, Role } from './principal.ts';
export type { RequestParts } from './request-parts.ts';
export { RouteTable, type Located } from './route-table.ts';
export { RequestValidators } from './validators.ts';
