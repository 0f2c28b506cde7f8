import type { AppDefinition } from './definition.ts';
import type { Endpoint } from './http-definition.ts';
import { Findings, type Finding } from './findings.ts';
import { Folder } from './folder.ts';
import { FunctionNames } from './function-names.ts';
import { ignoredPaths } from './ignored.ts';
import { findLayout, type Layout } from './layout.ts';
import { packagesOf, readDependencies } from './packages.ts';
import { checkPaths } from './paths.ts';
import { readAuthProviders } from './read-auth-providers.ts';
import { readCustomUserData } from './read-custom-user-data.ts';
import { readDataApi } from './read-data-api.ts';
import { readDataSources } from './read-data-sources.ts';
import { readEndpoints } from './read-endpoints.ts';
import { readFunctions } from './read-functions.ts';
import { readRoot } from './read-root.ts';
import { readSchemaValidation } from './read-schema-validation.ts';
import { readEnvironment, readValues } from './read-values.ts';
import { readWebhooks, type Webhook } from './read-webhooks.ts';
import { checkValidationSettings } from './validation-settings.ts';
import { secretsOf } from './secrets.ts';

/** What the reader makes of a folder. */
export interface AppReading {
  /** Absent when a finding is an error. */
  readonly app?: AppDefinition;
  /** What the app calls itself, where its root file can be read: also when there are errors. */
  readonly clientAppId?: string;
  readonly findings: readonly Finding[];
  /** What the app needs and `available` has not, by name. */
  readonly missing: { readonly secrets: readonly string[]; readonly packages: readonly string[] };
  /** Files, and folders as a whole, that mean nothing to docgate. */
  readonly ignored: readonly string[];
}

export interface Available {
  readonly secrets?: ReadonlySet<string>;
  readonly packages?: ReadonlySet<string>;
}

/**
 * Reads an exported App Services folder: paths relative to it → texts. Everything is checked, and reported together.
 * Throws for nothing that a file may say.
 */
export function readApp(files: ReadonlyMap<string, string>, available: Available = {}): AppReading {
  const findings = new Findings();
  const folder = new Folder(checkPaths(files, findings), findings);
  const layout = findLayout(folder);
  if (layout === undefined) return { findings: findings.list(), missing: { secrets: [], packages: [] }, ignored: [] };
  const app = readDefinition(folder, layout);
  const ignored = ignoredPaths(folder);
  // After that: `graphql/` is ignored all the same.
  checkValidationSettings(folder);
  const { secrets, packages } = available;
  return {
    ...(!findings.hasErrors && { app }),
    ...(app.clientAppId !== undefined && { clientAppId: app.clientAppId }),
    findings: findings.list(),
    missing: {
      secrets: secretsOf(app).filter((name) => secrets?.has(name) !== true),
      packages: packagesOf(app).filter((name) => packages?.has(name) !== true),
    },
    ignored,
  };
}

function readDefinition(folder: Folder, layout: Layout): AppDefinition {
  const { tag, customUserData: oldCustomUserData, ...root } = readRoot(folder, layout);
  const webhooks = readWebhooks(folder);
  const functions = [...readFunctions(folder, layout), ...webhooks.map((webhook) => webhook.function)];
  const names = new FunctionNames(functions.map(({ name }) => name));
  const named = readDataSources(folder, layout);
  const customUserData = readCustomUserData(
    folder.json('auth/custom_user_data.json') ?? oldCustomUserData,
    named,
    names,
  );
  const schemaValidation = readSchemaValidation(folder);
  return {
    ...root,
    configVersion: layout.version,
    environment: readEnvironment(folder, tag),
    dataSources: named.dataSources,
    authProviders: readAuthProviders(folder, layout, names),
    ...(customUserData !== undefined && { customUserData }),
    values: readValues(folder),
    dataApi: readDataApi(folder),
    ...(schemaValidation !== undefined && { schemaValidation }),
    functions,
    endpoints: withWebhooks(readEndpoints(folder, names), webhooks),
    dependencies: readDependencies(folder),
  };
}

/** A webhook that has been converted is there twice: the endpoint counts. */
function withWebhooks(endpoints: readonly Endpoint[], webhooks: readonly Webhook[]): Endpoint[] {
  const keyOf = ({ method, route }: Endpoint) => `${method} ${route}`;
  const taken = new Set(endpoints.map(keyOf));
  return [...endpoints, ...webhooks.map(({ endpoint }) => endpoint).filter((hook) => !taken.has(keyOf(hook)))];
}
