import { requireNoCode } from '../query/require-no-code.ts';
import { RuleRefusal } from '../refusal.ts';
import type { Document } from '../values/document.ts';

/** https://www.mongodb.com/docs/manual/reference/command/update/#update-with-an-aggregation-pipeline */
const allowed: ReadonlySet<string> = new Set([
  '$addFields',
  '$project',
  '$replaceRoot',
  '$replaceWith',
  '$set',
  '$unset',
]);

/** @throws RuleRefusal for stages that make no update, and for expressions that users may not use */
export function requireUpdateStages(pipeline: readonly Document[]): void {
  for (const stage of pipeline) {
    for (const name of Object.keys(stage)) {
      if (!allowed.has(name)) throw new RuleRefusal('StageNotAllowed', `The stage ${name} is not allowed here.`);
    }
    requireNoCode(stage);
  }
}
