import { bind } from '../expression/bind.ts';
import { evaluate } from '../expression/evaluate.ts';
import { all, always, any, type Expression, never, not } from '../expression/expression.ts';
import { type Mask, showsAll, showsAnything } from '../mask/mask.ts';
import { readMask } from '../mask/read-mask.ts';
import type { RuleContext } from '../rule-context.ts';
import type { Role, RuleSet } from '../rule-set.ts';
import { RuleRefusal } from '../refusal.ts';

/** A role that may be the user's for some documents: the first of these that applies to a document is. */
export interface Candidate {
  readonly role: Role;
  readonly applies: Expression;
  /** A document of this role is found: it may be read, so may all that the request names, and no filter leaves it out. */
  readonly finds: Expression;
  readonly mask: Mask;
}

/**
 * The roles that may apply, and what each shows of its documents.
 * @param paths dotted names of fields that the request compares or sorts by; documents whose role hides one are not found,
 * so that nobody learns from an answer what is hidden
 */
export function candidatesOf(
  { roles }: RuleSet,
  context: RuleContext,
  paths: ReadonlySet<string>,
): readonly Candidate[] {
  const candidates: Candidate[] = [];
  for (const role of roles) {
    const applies = bind(role.applyWhen, { context, reading: true, thisPath: [] });
    if (applies !== never) candidates.push(candidate(role, applies, context, paths));
    if (applies === always) break;
  }
  requireReadable(candidates, paths);
  return candidates;
}

/** The condition that a document is found, by whichever role is the first that applies. */
export function foundBy(candidates: readonly Candidate[]): Expression {
  const ways = candidates.map(({ applies, finds }, index) => {
    // Where an earlier role finds all of its documents, whether one is its does not matter.
    const earlier = candidates.slice(0, index).filter((other) => other.finds !== always);
    const others = earlier.map((other) => not(other.applies));
    return all([...others, applies, finds]);
  });
  return any(ways);
}

/** The role of a document, undefined where none applies. */
export function roleOf(candidates: readonly Candidate[], root: unknown): Candidate | undefined {
  return candidates.find(({ applies }) => evaluate(applies, { root, this: root }));
}

/** The role of a document that is found, undefined where it is not. */
export function finderOf(candidates: readonly Candidate[], root: unknown): Candidate | undefined {
  const found = roleOf(candidates, root);
  return found !== undefined && evaluate(found.finds, { root, this: root }) ? found : undefined;
}

function candidate(role: Role, applies: Expression, context: RuleContext, paths: ReadonlySet<string>): Candidate {
  const mask = readMask(role.permissions, context);
  const named = [...paths].map((path) => showsAll(mask, splitPath(path)));
  return { role, applies, mask, finds: all([passesFilters(role, context), showsAnything(mask), ...named]) };
}

/** Whoever may write a document may read it. What a document filter does not say is open. */
function passesFilters({ documentFilters }: Role, context: RuleContext): Expression {
  if (documentFilters === undefined) return always;
  const { read = always, write = always } = documentFilters;
  const binding = { context, reading: true, thisPath: [] };
  return any([bind(read, binding), bind(write, binding)]);
}

function requireReadable(candidates: readonly Candidate[], paths: ReadonlySet<string>): void {
  for (const path of paths) {
    const isHidden = ({ mask }: Candidate) => showsAll(mask, splitPath(path)) === never;
    if (candidates.length > 0 && candidates.every(isHidden)) throw notReadable(path);
  }
}

export function splitPath(path: string): readonly string[] {
  return path === '' ? [] : path.split('.');
}

export function notReadable(path: string): RuleRefusal {
  const what = path === '' ? 'fields that you may not read' : `the field ${path}, which you may not read`;
  return new RuleRefusal('FieldNotReadable', `The request compares or sorts by ${what}.`);
}
