import { Problem } from '../../problem/index.ts';
import { type DocumentTag, type ListedTag, namesState, parseEntityTags } from './entity-tag.ts';

type Headers = Readonly<Record<string, string | undefined>>;

/** What must still be so at the moment of a write. */
export type Guard = 'none' | 'exists' | 'absent' | 'unchanged';

export function hasPreconditions(headers: Headers): boolean {
  return headers['if-match'] !== undefined || headers['if-none-match'] !== undefined;
}

/**
 * Holds the current state of a document (undefined: absent) to `If-Match` and `If-None-Match`, RFC 9110 §13.1, and says
 * what the write itself has to make sure of.
 * @throws Problem PRECONDITION_FAILED
 */
export function guardOfWrite(headers: Headers, current: DocumentTag | undefined): Guard {
  const { 'if-match': match, 'if-none-match': noneMatch } = headers;
  const required = match === undefined ? undefined : parseEntityTags(match);
  const refused = noneMatch === undefined ? undefined : parseEntityTags(noneMatch);
  if (required !== undefined && !matchesStrongly(required, current)) throw preconditionFailed('If-Match');
  if (refused !== undefined && matchesWeakly(refused, current)) throw preconditionFailed('If-None-Match');
  if (current === undefined) return required === undefined && refused === undefined ? 'none' : 'absent';
  if (required === undefined && refused === undefined) return 'none';
  return required === '*' && refused === undefined ? 'exists' : 'unchanged';
}

/** Whether a GET may be answered with 304: its `If-None-Match` names the current state. */
export function isNotModified(ifNoneMatch: string, current: DocumentTag): boolean {
  return matchesWeakly(parseEntityTags(ifNoneMatch), current);
}

export function preconditionFailed(header: 'If-Match' | 'If-None-Match'): Problem {
  return new Problem('PRECONDITION_FAILED', {
    detail: `The document is not in the state that ${header} asks for: get it again and decide anew`,
    errors: [{ path: `/headers/${header.toLowerCase()}`, message: 'does not hold' }],
  });
}

function matchesStrongly(tags: '*' | readonly ListedTag[], current: DocumentTag | undefined): boolean {
  return (
    current !== undefined && (tags === '*' || tags.some(({ weak, opaque }) => !weak && namesState(opaque, current)))
  );
}

function matchesWeakly(tags: '*' | readonly ListedTag[], current: DocumentTag | undefined): boolean {
  return current !== undefined && (tags === '*' || tags.some(({ opaque }) => namesState(opaque, current)));
}
