import type { ContractDocument, JsonObject } from '../contract/index.ts';
import type { DocumentTypes } from './document-types.ts';
import { refTo, replaceReference } from './references.ts';

/** The schema of an answer that holds documents of the collection, and how it is called where they have types. Pipelines make other documents of them. */
const found = { from: 'FoundDocument', to: 'FoundDocument' };
const answersOf: Readonly<Record<string, typeof found>> = {
  find: { from: 'DocumentsAnswer', to: 'FoundDocuments' },
  findOne: found,
  findOneAndUpdate: found,
  findOneAndReplace: found,
  findOneAndDelete: found,
};
const anyDocument = 'AnyDocument';

type Content = Readonly<Record<string, JsonObject>>;

export interface Answers {
  readonly schemas: Record<string, JsonObject>;
  readonly of: (operationId: string, responses: Content) => JsonObject;
}

export function narrowAnswers(contract: ContractDocument, { typed, untyped, reach }: DocumentTypes): Answers {
  const isOpen = untyped.length > 0 || reach.others;
  const shown = [...typed.map((one) => one.shown), ...(isOpen ? [anyDocument] : [])].map(refTo);
  const document = shown.length === 1 ? (shown[0] ?? {}) : { anyOf: shown };
  const schemas = Object.values(answersOf).map(({ from, to }) => [
    to,
    replaceReference(contract.components?.['schemas']?.[from], anyDocument, document),
  ]);
  return {
    schemas: Object.fromEntries(schemas) as Record<string, JsonObject>,
    of: (operationId, responses) => withoutExamples(retarget(operationId, responses)) as JsonObject,
  };
}

function retarget(operationId: string, responses: Content): unknown {
  const names = answersOf[operationId];
  return names === undefined ? responses : replaceReference(responses, names.from, refTo(names.to));
}

/** Those of the service's contract show other documents. */
function withoutExamples(responses: unknown): unknown {
  return JSON.parse(JSON.stringify(responses, (key, value: unknown) => (key === 'example' ? undefined : value)));
}
