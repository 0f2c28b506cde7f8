import { NamedPaths } from '../query/named-paths.ts';
import { requireNoCode } from '../query/require-no-code.ts';
import { RuleRefusal } from '../refusal.ts';
import type { RuleSettings } from '../settings.ts';
import { type Document, isDocument } from '../values/document.ts';

/** Stages that work on what comes before them; those that read elsewhere, write, or look at the server are closed. */
const allowed: ReadonlySet<string> = new Set([
  '$addFields',
  '$bucket',
  '$bucketAuto',
  '$count',
  '$densify',
  '$fill',
  '$group',
  '$limit',
  '$match',
  '$project',
  '$redact',
  '$replaceRoot',
  '$replaceWith',
  '$sample',
  '$set',
  '$setWindowFields',
  '$skip',
  '$sort',
  '$sortByCount',
  '$unset',
  '$unwind',
]);

/** @throws RuleRefusal */
export function requireAllowedStages(pipeline: readonly Document[], settings: RuleSettings): void {
  for (const [index, stage] of pipeline.entries()) {
    const [[name, value] = ['', undefined], ...others] = Object.entries(stage);
    if (others.length > 0) throw notAllowed('A stage with more than one name');
    if (!allowed.has(name) && !(name === '$search' && index === 0)) throw notAllowed(`The stage ${name}`);
    if (name === '$match') requireAllowedQuery(value, settings);
    else requireNoCode(value);
  }
}

/** Documents have been cut by then, so that any field may be named; but MongoDB may match before it cuts. */
function requireAllowedQuery(query: unknown, { additionalOperators }: RuleSettings): void {
  if (isDocument(query)) new NamedPaths(additionalOperators).addFilter(query);
}

function notAllowed(what: string): RuleRefusal {
  return new RuleRefusal('StageNotAllowed', `${what} is not allowed here.`);
}
