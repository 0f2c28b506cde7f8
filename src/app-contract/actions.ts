import type { ContractDocument, JsonObject } from '../contract/index.ts';
import { Bodies } from './bodies.ts';
import { narrowAnswers } from './answers.ts';
import type { DocumentTypes } from './document-types.ts';
import { exampleOf } from './examples.ts';
import type { Names } from './names.ts';
import { requireName } from './references.ts';

type Content = Readonly<Record<string, JsonObject>>;
type Operation = Readonly<JsonObject>;

const base = /^\/app\/\{appId\}\/endpoint\/data\/\{version\}(\/action\/\w+)$/;

/** The actions of the Data API with their paths below an app's own server. */
export function dataActions({ paths }: ContractDocument): { readonly path: string; readonly operation: Operation }[] {
  return Object.entries(paths).flatMap(([path, { post }]) => {
    const [, action] = base.exec(path) ?? [];
    return action === undefined || post === undefined ? [] : [{ path: action, operation: post }];
  });
}

export interface NarrowedActions {
  readonly paths: Record<string, Record<string, JsonObject>>;
  readonly schemas: Record<string, JsonObject>;
}

/** The actions for one app: bodies and answers of its own; who may call is said once, for the whole document. */
export function narrowActions(contract: ContractDocument, types: DocumentTypes, names: Names): NarrowedActions {
  const bodies = new Bodies(contract, types, names);
  const answers = narrowAnswers(contract, types);
  const paths = dataActions(contract).map(({ path, operation }) => {
    const { operationId, summary, description, tags, responses } = operation;
    const narrowed = {
      operationId,
      summary,
      description,
      tags,
      parameters: ownParameters(contract, operation),
      requestBody: narrowBody(operation, bodies, types),
      responses: answers.of(String(operationId), responses as Content),
    };
    return [path, { post: narrowed }] as const;
  });
  return {
    paths: Object.fromEntries(paths),
    schemas: { ...types.schemas, ...answers.schemas, ...bodies.schemas },
  };
}

/** The app and the version stand in the server's address, and the secret is a credential. */
function ownParameters({ components }: ContractDocument, { parameters }: Operation): unknown[] {
  const said = ['appId', 'version', 'secret'];
  return (parameters as JsonObject[]).filter(({ $ref }) => {
    const name = String($ref).replace('#/components/parameters/', '');
    return !said.includes(String(components?.['parameters']?.[name]?.['name']));
  });
}

function narrowBody({ operationId, requestBody }: Operation, bodies: Bodies, types: DocumentTypes): JsonObject {
  const { content, ...body } = requestBody as JsonObject;
  const media = Object.entries(content as Content).map(([type, { schema, example }]) => {
    bodies.narrow(requireName(schema as JsonObject));
    return [type, { schema, example: exampleOf(String(operationId), example as JsonObject, types) }];
  });
  return { ...body, content: Object.fromEntries(media) };
}
