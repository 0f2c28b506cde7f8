import type { Place } from '../place.ts';
import type { DocumentSource, Operand } from './expression.ts';
import type { Scope } from './scope.ts';

const nothing: Operand = { kind: 'literal', value: undefined };
const userFields = ['id', 'type', 'data', 'custom_data', 'identities'];
const requestFields = [
  'action',
  'httpMethod',
  'httpReferrer',
  'httpUserAgent',
  'rawQueryString',
  'remoteIPAddress',
  'requestHeaders',
  'service',
  'webhookUrl',
];

/** The names that may follow an expansion directly; undefined: any. */
const contextFields: Readonly<Record<string, readonly string[] | undefined>> = {
  user: userFields,
  request: requestFields,
  values: undefined,
  environment: ['tag', 'values'],
};
const documentSources: readonly string[] = ['root', 'prevRoot', 'this', 'prev'] satisfies DocumentSource[];

/** `%%user.id` and the like; `text` begins with `%%`. */
export function parseExpansion(text: string, place: Place, scope: Scope): Operand {
  const [root = '', ...path] = withoutTail(text, place).slice(2).split('.');
  if (path.includes('')) return fault(place, `${text} has an empty name between its dots.`, 'Remove the dot too many.');
  if (root === 'true' || root === 'false') return truth(root === 'true', path, text, place);
  if (documentSources.includes(root)) return documentOperand(root as DocumentSource, path, place, scope);
  if (Object.hasOwn(contextFields, root)) return contextOperand(root, path, place);
  return unknownExpansion(text, root, place);
}

/** A field of the document, by its dotted name. */
export function parseFieldPath(name: string, place: Place, scope: Scope): Operand {
  const path = name.split('.');
  if (path.includes('')) return fault(place, `The field name "${name}" has an empty part.`, 'Remove the dot too many.');
  return documentOperand('root', path, place, scope);
}

function withoutTail(text: string, place: Place): string {
  if (!text.endsWith('%%') || text.length < 5) return text;
  const meant = text.slice(0, -2);
  place.warning(`${text} has percent signs at its end; it is taken for ${meant}.`, `Write "${meant}".`);
  return meant;
}

function truth(value: boolean, path: readonly string[], text: string, place: Place): Operand {
  if (path.length > 0) return fault(place, `${text} has no fields.`, `Write "%%${value}".`);
  return { kind: 'literal', value };
}

function documentOperand(source: DocumentSource, path: readonly string[], place: Place, scope: Scope): Operand {
  if (scope.sees === 'user') {
    const message = `The ${scope.name} cannot depend on a document.`;
    return fault(place, message, 'Use %%user, %%request, %%values or %%environment.');
  }
  if (scope.sees === 'query' && source !== 'root') {
    return fault(place, `The ${scope.name} cannot use %%${source}.`, 'Name the field alone.');
  }
  return { kind: 'document', source, path };
}

function contextOperand(root: string, path: readonly string[], place: Place): Operand {
  const [first] = path;
  const known = contextFields[root];
  if (root === 'values' && first === undefined) {
    return fault(place, '%%values needs the name of a value.', 'Write "%%values.<name>".');
  }
  if (first !== undefined && known !== undefined && !known.includes(first)) {
    place.warning(`%%${root} has no field ${first}: it is never there.`, `Its fields are ${known.join(', ')}.`);
  }
  return { kind: 'context', path: [root, ...path] };
}

function unknownExpansion(text: string, root: string, place: Place): Operand {
  if (root === 'args' || root === 'partition') {
    const home = root === 'args' ? 'third-party services' : 'Device Sync';
    return fault(place, `%%${root} belongs to ${home}, which docgate does not have.`, 'Remove what depends on it.');
  }
  const roots = [...documentSources, ...Object.keys(contextFields), 'true', 'false'];
  return fault(place, `Unknown expansion ${text}.`, `There are ${roots.map((name) => `%%${name}`).join(', ')}.`);
}

function fault(place: Place, message: string, mend: string): Operand {
  place.error(message, mend);
  return nothing;
}
