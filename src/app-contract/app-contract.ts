import type { AppDefinition } from '../apps/index.ts';
import { componentsOf, type ContractDocument, type JsonObject } from '../contract/index.ts';
import { dataActions, narrowActions } from './actions.ts';
import { ejsonSchemas } from './bson-types.ts';
import { reachOf } from './collections.ts';
import { credentialsOf } from './credentials.ts';
import { documentTypes } from './document-types.ts';
import { Names } from './names.ts';
import { withPlainNames } from './plain-names.ts';

export interface ContractedApp {
  readonly clientAppId: string;
  readonly name: string;
  readonly version: number;
  readonly definition: AppDefinition;
}

/** Where the paths of an app's contract begin, in each version that it serves. @param origin `https://api.example.com` */
export function serversOf({ clientAppId, definition }: ContractedApp, origin: string): { readonly url: string }[] {
  const base = `${origin}/app/${encodeURIComponent(clientAppId)}/endpoint/data`;
  return definition.dataApi.versions.map((version) => ({ url: `${base}/${version}` }));
}

/**
 * The OpenAPI document of an app, without `servers`. An app whose Data API is switched off has no paths.
 * @param contract the service's own
 */
export function makeAppContract(contract: ContractDocument, app: ContractedApp): ContractDocument {
  const { definition } = app;
  const info = {
    title: app.name,
    version: String(app.version),
    description: `The Data API of the app \`${app.clientAppId}\`: its collections, under its rules and schemas.`,
  };
  if (definition.dataApi.disabled) return { openapi: contract.openapi, info, paths: {} };
  const reach = reachOf(definition);
  const ofActions = Object.keys(componentsOf(contract, dataActions(contract))['schemas'] ?? {});
  const names = new Names([...ofActions, ...Object.keys(ejsonSchemas), 'FoundDocuments']);
  const { paths, schemas } = narrowActions(contract, documentTypes(reach, names), names);
  const { security, securitySchemes } = credentialsOf(definition, contract);
  const components = { ...contract.components, schemas: { ...contract.components?.['schemas'], ...schemas } };
  return withPlainNames({
    openapi: contract.openapi,
    info,
    security,
    tags: tagsOf(contract),
    paths,
    components: { ...componentsOf({ ...contract, components }, paths), ...(securitySchemes && { securitySchemes }) },
  });
}

/** The tags that the actions have. */
function tagsOf(contract: ContractDocument): JsonObject[] {
  const used = new Set(dataActions(contract).flatMap(({ operation }) => operation['tags'] as string[]));
  return (contract.tags ?? []).filter(({ name }) => used.has(String(name)));
}
