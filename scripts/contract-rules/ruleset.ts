import { Spectral, type RuleDefinition, type RulesetDefinition, type RulesetFunction } from '@stoplight/spectral-core';
import type { Contract, Finding } from './contract.ts';
import { documentRules } from './document-rules.ts';
import { operationRules } from './operation-rules.ts';

const operations = '$.paths[*][get,put,post,delete,options,patch,trace]';

type Judge<Input> = (input: Input, contract: Contract) => Finding[];

function rule<Input>(given: string, judge: Judge<Input>): RuleDefinition {
  const judgeInPlace: RulesetFunction<Input> = (input, _, { path, document }) =>
    judge(input, document.data as Contract).map((finding) => ({ ...finding, path: [...path, ...finding.path] }));
  const definition = { given, severity: 'error', message: '{{error}}' } as const;
  // Unresolved: several rules are about what is a reference and what is not.
  // oxlint-disable-next-line unicorn/no-thenable -- the name is Spectral's
  return { ...definition, resolved: false, then: { function: judgeInPlace } };
}

const rules = <Input>(given: string, judges: Record<string, Judge<Input>>) =>
  Object.fromEntries(Object.entries(judges).map(([name, judge]) => [name, rule(given, judge)]));

/** Our own rules as a Spectral ruleset, for the bundle: operation by operation, then the whole. */
export const ruleset: RulesetDefinition = {
  rules: { ...rules(operations, operationRules), ...rules('$', documentRules) },
};

/** A broken rule: which, where in the bundle, and what is wrong. */
export interface Violation {
  rule: string;
  path: string;
  message: string;
}

/** Holds a bundled contract to the rules. Never throws for what the contract says, however wrong it is. */
export async function lintBundle(contract: object): Promise<Violation[]> {
  const spectral = new Spectral();
  spectral.setRuleset(ruleset);
  const results = await spectral.run(contract as Record<string, unknown>);
  return results.map(({ code, path, message }) => ({ rule: String(code), path: path.join(' · '), message }));
}
