/** The types between the generated contract and hand-written handlers; a missing operation or a wrong body is a compile error. */
import type { Operations } from '../../generated/operations.gen.ts';
import type { Principal } from './principal.ts';
import type { Naming } from './alias.ts';
import type { EncodedBody } from './encoded-body.ts';

/**
 * What a handler finds out about its request, for the log: it, or the engines that it calls, write it down here.
 * Never what is secret, nor what was sent or found.
 */
export interface RequestNotes {
  /** What the caller calls by its name, where one operation stands for many functions. */
  function?: string;
  /** The collection that the request is about, and its data source by name. */
  namespace?: { readonly dataSource: string; readonly database: string; readonly collection: string };
  /** The app's roles that come into question for the user: which of them decides may depend on the document. */
  roles?: readonly string[];
  /** Names of functions that the app's rules, schema or `can_evaluate` would call; what needs one counts as false. */
  functionsNotCalled?: readonly string[] | undefined;
  /** What is to be said of a request that is no refusal of rules: in what a document that was read does not fit its schema. */
  reason?: string;
  /** Whose request it turned out to be, where its principal does not say so: who has logged in by it. */
  userId?: string;
}

type Part<Data, Name extends string> =
  Data extends Record<Name, infer Value>
    ? Value
    : Data extends Partial<Record<Name, infer Value>>
      ? Exclude<Value, undefined> | undefined
      : undefined;

/** What a handler is given: the parts of the request that the contract declares, validated and typed, and who asks. */
export interface OperationRequest<Data> {
  readonly path: Part<Data, 'path'>;
  readonly query: Exclude<Part<Data, 'query'>, undefined>;
  readonly body: Part<Data, 'body'>;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Path and query as sent, for links to related pages: `/docdb/db/coll?limit=2`. */
  readonly target: string;
  readonly principal: Principal;
  /** To be filled in. */
  readonly notes: RequestNotes;
  /** Scheme and authority that links begin with: `https://api.example.com`. */
  readonly origin: string;
  /** What the caller's path calls things, where a plane has several names for them. */
  readonly naming: Naming;
  /** Aborts when the client has gone or the service stops. */
  readonly signal: AbortSignal;
}

type Status<Responses> = keyof Responses & number;

/** One member per documented success status; bodies of the documented shape, or JSON text that an engine has made already. */
export type OperationResult<Responses> = {
  [S in Status<Responses>]: {
    status: S;
    headers?: Readonly<Record<string, string>>;
    body?: Responses[S] | EncodedBody;
  };
}[Status<Responses>];

export type Handler<Data, Responses> = (request: OperationRequest<Data>) => Promise<OperationResult<Responses>>;

export type OperationId = keyof Operations;

/** The handler of one operation of the contract, by its operationId. */
export type OperationHandler<Id extends OperationId> = Handler<Operations[Id]['data'], Operations[Id]['responses']>;

export type Handlers = { readonly [Id in OperationId]: OperationHandler<Id> };
