import { asDocument, type Document, fieldOf } from './values/document.ts';

/** Who asks, by which request, in which environment: everything that an expression may speak of beside documents. */
export interface RuleContext {
  readonly user: RuleUser;
  readonly request?: RuleRequest | undefined;
  readonly values?: Document | undefined;
  readonly environment?: { readonly tag: string; readonly values: Document } | undefined;
}

export interface RuleUser {
  readonly id: string;
  /** `server`: an API key. `system` passes all rules. */
  readonly type: 'normal' | 'server' | 'system';
  readonly data: Document;
  readonly custom_data: Document;
  readonly identities: readonly RuleIdentity[];
}

export interface RuleIdentity {
  readonly id: string;
  readonly provider_type: string;
  readonly data?: Document | undefined;
}

export interface RuleRequest {
  readonly httpMethod?: string | undefined;
  readonly httpReferrer?: string | undefined;
  readonly httpUserAgent?: string | undefined;
  readonly rawQueryString?: string | undefined;
  readonly remoteIPAddress?: string | undefined;
  /** By name in any case. */
  readonly requestHeaders?: Readonly<Record<string, readonly string[]>> | undefined;
  readonly service?: string | undefined;
  readonly action?: string | undefined;
  readonly webhookUrl?: string | undefined;
}

/** The value of an expansion, undefined when it is not there. What lies behind a list is a list. */
export function lookUp(context: RuleContext, path: readonly string[]): unknown {
  const isHeader = path[0] === 'request' && path[1] === 'requestHeaders' && path.length > 2;
  return isHeader ? header(context, path.slice(2).join('.')) : below(context, path, 0);
}

function below(value: unknown, path: readonly string[], depth: number): unknown {
  const name = path[depth];
  if (name === undefined) return value;
  if (Array.isArray(value)) return value.flatMap((item) => below(item, path, depth) ?? []);
  const document = asDocument(value);
  return document === undefined ? undefined : below(fieldOf(document, spelled(document, name)), path, depth + 1);
}

/** Older applications name the provider of an identity so. */
function spelled(document: Document, name: string): string {
  return name === 'providerType' && !Object.hasOwn(document, name) ? 'provider_type' : name;
}

function header({ request }: RuleContext, name: string): unknown {
  const headers = Object.entries(request?.requestHeaders ?? {});
  return headers.find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
}
