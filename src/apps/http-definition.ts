import type { Expression } from './expression.ts';
import type { RunAs } from './run-as.ts';

export type ReturnType = 'JSON' | 'EJSON';

/** A proof that requests need besides credentials, or instead of them. */
export type Validation =
  | { readonly method: 'NO_VALIDATION' }
  /** `?secret=`, or an HMAC-SHA-256 of the body in `Endpoint-Signature` (`X-Hook-Signature` for webhooks). */
  | { readonly method: 'SECRET_AS_QUERY_PARAM' | 'VERIFY_PAYLOAD'; readonly secret: ValidationSecret };

/** The name of a secret; old webhooks have the secret itself in their files. */
export type ValidationSecret = { readonly name: string } | { readonly literal: string };

/** How users come and what of them is at hand, for the Data API and for endpoints. */
export interface UserHandling {
  /** The user of a right token is made when there is none. */
  readonly createUserOnAuth: boolean;
  /** Custom user data is read anew for each request. */
  readonly fetchCustomUserData: boolean;
}

export interface DataApiSettings extends UserHandling {
  readonly disabled: boolean;
  readonly versions: readonly ('v1' | 'beta')[];
  /** For requests whose `Accept` asks for neither. */
  readonly returnType: ReturnType;
  readonly runAs: RunAs;
  readonly canEvaluate: Expression;
  readonly validation: Validation;
  readonly logFunctionArguments: boolean;
}

/** A route below `/endpoint` that a function answers. As whom it runs is the function's affair. */
export interface Endpoint extends UserHandling {
  readonly route: string;
  /** `*`: any. */
  readonly method: EndpointMethod;
  readonly functionName: string;
  readonly validation: Validation;
  /** What the function returns is the answer, unless it makes one itself. */
  readonly respondResult: boolean;
  readonly returnType: ReturnType;
  readonly disabled: boolean;
  /** The webhook that it was before. */
  readonly webhook?: { readonly service: string; readonly name: string };
}

export const endpointMethods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', '*'] as const;
export type EndpointMethod = (typeof endpointMethods)[number];
