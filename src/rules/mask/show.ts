import { type Documents, evaluate } from '../expression/evaluate.ts';
import { asDocument, fieldOf } from '../values/document.ts';
import { isStatic, type Mask, partOf, partsOf } from './mask.ts';

/**
 * The part of a value that a mask shows, undefined where it shows nothing: as MongoDB's projections, through lists, and
 * with documents that may come out empty.
 */
export function show(mask: Mask, value: unknown, root: unknown): unknown {
  if (evaluate(mask.whole, documentsAt(root, value))) return value;
  if (!mayShowParts(mask, value, root)) return undefined;
  return showParts(mask, value, root);
}

function documentsAt(root: unknown, value: unknown): Documents {
  return { root, prevRoot: root, this: value, prev: value };
}

function showParts(mask: Mask, value: unknown, root: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => showItem(mask, item, root)).filter((item) => item !== undefined);
  const document = asDocument(value);
  if (document === undefined)
    return mask.rest && evaluate(mask.rest.whole, documentsAt(root, value)) ? value : undefined;
  const entries = Object.entries(document).map(([name, part]) => [name, show(partOf(mask, name), part, root)] as const);
  return Object.fromEntries(entries.filter(([, part]) => part !== undefined));
}

function showItem(mask: Mask, item: unknown, root: unknown): unknown {
  return evaluate(mask.whole, documentsAt(root, item)) ? item : showParts(mask, item, root);
}

/** Parts of which none is open for this document are as if they were not there. */
function mayShowParts(mask: Mask, value: unknown, root: unknown): boolean {
  return isStatic(mask) ? partsOf(mask).length > 0 : anyPartIsOpen(mask, value, root);
}

function anyPartIsOpen(mask: Mask, value: unknown, root: unknown): boolean {
  const document = asDocument(value) ?? {};
  if ([...mask.fields].some(([name, part]) => isOpen(part, fieldOf(document, name), root))) return true;
  const { rest } = mask;
  if (rest !== undefined && [value, ...Object.values(document)].some((part) => isOpen(rest, part, root))) return true;
  return Array.isArray(value) && value.some((item) => anyPartIsOpen(mask, item, root));
}

function isOpen(mask: Mask, value: unknown, root: unknown): boolean {
  return evaluate(mask.whole, documentsAt(root, value)) || mayShowParts(mask, value, root);
}
