import type { AppDefinition } from '../apps/index.ts';
import type { ContractDocument, JsonObject } from '../contract/index.ts';

type Requirement = Readonly<Record<string, readonly string[]>>;
type Schemes = Record<string, JsonObject>;

export interface Credentials {
  /** Alternatives; none: everybody may call. */
  readonly security: readonly Requirement[];
  readonly securitySchemes?: Schemes;
}

/** What a request has to show: credentials of the providers that are switched on, and the app's secret where it wants one. */
export function credentialsOf({ authProviders, dataApi }: AppDefinition, contract: ContractDocument): Credentials {
  const isOn = (name: keyof typeof authProviders): boolean => authProviders[name]?.disabled === false;
  const users: Requirement[] =
    dataApi.runAs.as === 'application'
      ? [
          ...(isOn('api-key') ? [{ apiKeyHeader: [] }] : []),
          ...(isOn('local-userpass') ? [{ emailHeader: [], passwordHeader: [] }] : []),
          ...(isOn('custom-token') ? [{ jwtHeader: [] }] : []),
          // Whoever may log in may call with the access token.
          { appBearer: [] },
        ]
      : [{}];
  const proof: Requirement = proofs[dataApi.validation.method] ?? {};
  const security = users.map((user) => ({ ...user, ...proof })).filter((one) => Object.keys(one).length > 0);
  const known = { ...contract.components?.['securitySchemes'], ...proofSchemes };
  const used = [...new Set(security.flatMap((one) => Object.keys(one)))].map((name) => [name, known[name]] as const);
  const missing = used.find(([, scheme]) => scheme === undefined);
  if (missing !== undefined) throw new Error(`The contract has no security scheme ${missing[0]}`);
  return { security, ...(used.length > 0 && { securitySchemes: Object.fromEntries(used) as Schemes }) };
}

const proofs: Readonly<Record<string, Requirement>> = {
  SECRET_AS_QUERY_PARAM: { secretParameter: [] },
  VERIFY_PAYLOAD: { signatureHeader: [] },
};

const proofSchemes: Schemes = {
  secretParameter: { type: 'apiKey', in: 'query', name: 'secret', description: "The app's secret." },
  signatureHeader: {
    type: 'apiKey',
    in: 'header',
    name: 'Endpoint-Signature',
    description: '`sha256=` and the HMAC-SHA-256 of the body under the app’s secret, in hexadecimal digits.',
  },
};
