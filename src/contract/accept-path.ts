import type { RequestParts } from './request-parts.ts';

interface CompiledSchema {
  (data: object): boolean;
  readonly schema: {
    readonly properties: Readonly<Record<string, { readonly properties?: Readonly<Record<string, unknown>> }>>;
  };
}
interface SchemaCache {
  getSchema(key: string): CompiledSchema | undefined;
}
/** The two Ajv instances of a validator of express-openapi-validator, one that coerces, for all but the body. */
export interface CompiledSchemas {
  readonly ajv: SchemaCache;
  readonly ajvBody: SchemaCache;
}

const scalars = new Set<unknown>(['string', 'integer', 'number', 'boolean']);

/** Whether a request fits; coerces and fills in defaults on the way, as the validator does. */
export type Accepts = (parts: RequestParts) => boolean;

/**
 * A short way to yes: the very functions that express-openapi-validator has compiled, without its parsing of the URL and
 * its look-ups at each request (35 µs). Whoever gets no here is asked again by the validator itself, which has the reasons.
 * Undefined before the validator has compiled them, and where a parameter is no scalar and has to be parsed first.
 */
export function acceptPath({ ajv, ajvBody }: CompiledSchemas, key: string): Accepts | undefined {
  const general = ajv.getSchema(key);
  const body = ajvBody.getSchema(key);
  if (general === undefined || body === undefined) return undefined;
  const { query, headers, params } = general.schema.properties;
  const parameters = [query, headers, params].flatMap((part) => Object.values(part?.properties ?? {}));
  if (!parameters.every((schema) => scalars.has((schema as { type?: unknown }).type))) return undefined;
  const known = query?.properties ?? {};
  return (parts) => {
    for (const name in parts.query) if (!Object.hasOwn(known, name) || parts.query[name] === '') return false;
    const data = {
      query: parts.query,
      headers: parts.headers,
      params: parts.params,
      cookies: undefined,
      body: parts.body,
    };
    return general(data) && body(data);
  };
}
