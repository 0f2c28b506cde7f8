/** The file of a new operation: right for lint as it is, and waiting to be described. */
export interface NewOperation {
  /** First folder under openapi/: whose policy and errors the operation has. */
  plane: string;
  /** `<plane>/<…>/<operationId>`, without `.yaml`. */
  file: string;
  operationId: string;
  method: string;
  path: string;
}

const policies: Record<string, string> = {
  docdb: 'x-policy: mount\nsecurity:\n  - docdbBasic: []',
  system: 'x-policy: public\nsecurity: []',
};
const errors: Record<string, string> = { '400': 'BadRequest', '406': 'NotAcceptable' };
const bodyErrors: Record<string, string> = { '413': 'PayloadTooLarge', '415': 'UnsupportedMediaType' };
const secured: Record<string, string> = { '401': 'Unauthorized', '403': 'Forbidden', '404': 'NotFound' };

const indent = (text: string, spaces: number) => text.replaceAll(/^(?=.)/gm, ' '.repeat(spaces));

/** `getServiceIndex` → `Get service index`. */
function sentence(operationId: string) {
  const words = operationId.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const media = `content:
  application/json:
    schema:
      type: object
      additionalProperties: false
      required: [message]
      properties:
        message:
          type: string
          description: What it says.
    example: { message: hello }`;

function parameters({ path }: NewOperation, known: ReadonlyMap<string, string>) {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const entries = names.map((name) => {
    const file = known.get(name);
    if (file) return `- $ref: ${file}`;
    return `- name: ${name}\n  in: path\n  required: true\n  description: Which one.\n  schema:\n    type: string\n    minLength: 1\n  example: x`;
  });
  return [...entries, `- $ref: ${known.get('pretty')}`].join('\n');
}

function errorResponses(shared: string, codes: Record<string, string>) {
  const responses = Object.entries(codes).map(
    ([status, name]) => `'${status}':\n  $ref: ${shared}/responses/${name}.yaml`,
  );
  return [...responses, `default:\n  $ref: ${shared}/responses/UnexpectedProblem.yaml`].join('\n');
}

/**
 * @param operation what to make
 * @param known parameter name → `$ref` to its file, as seen from the operation's file; `pretty` among them
 * @param shared path of openapi/shared from the operation's file
 */
export function template(operation: NewOperation, known: ReadonlyMap<string, string>, shared: string): string {
  const { plane, operationId, method } = operation;
  const hasBody = ['post', 'put', 'patch'].includes(method);
  const codes = { ...errors, ...(plane === 'system' ? {} : secured), ...(hasBody ? bodyErrors : {}) };
  return `operationId: ${operationId}
summary: ${sentence(operationId)}
description: What it does, and what the caller must know.
tags: [${plane}]
${policies[plane] ?? 'x-policy: public\nsecurity: []'}
parameters:
${indent(parameters(operation, known), 2)}
${hasBody ? `requestBody:\n  required: true\n${indent(media, 2)}\n` : ''}responses:
  '200':
    description: Done.
${indent(media, 4)}
${indent(errorResponses(shared, codes), 2)}
`;
}
