import { RuleRefusal } from '../refusal.ts';
import { isDocument } from '../values/document.ts';

/** Code; what MongoDB keeps from users; values from beside the document: of indexes, of searches, of the service's own login. */
const closed: ReadonlySet<string> = new Set(['$accumulator', '$function', '$meta', '$setIsSubset', '$where']);
const closedVariables = /^\$\$(?:USER_ROLES|SEARCH_META)\b/;

/** @throws RuleRefusal for operators and variables of expressions that users may not use, at any depth */
export function requireNoCode(value: unknown): void {
  if (typeof value === 'string' && closedVariables.test(value)) throw notAllowed(`The variable ${value}`);
  if (Array.isArray(value)) value.forEach(requireNoCode);
  if (!isDocument(value)) return;
  for (const [name, item] of Object.entries(value)) {
    if (closed.has(name) || name.startsWith('$_')) throw notAllowed(`The operator ${name}`);
    requireNoCode(item);
  }
}

function notAllowed(what: string): RuleRefusal {
  return new RuleRefusal('OperatorNotAllowed', `${what} is not allowed here.`);
}
