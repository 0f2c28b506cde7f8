import { fromProjects } from '../representation/index.ts';
import { Problem } from '../problem/index.ts';
import type { Exchange } from './exchange.ts';
import type { Step } from './pipeline.ts';

const mostPerPage = { public: 500, atlas: 100 };

/** What both generations of the admin API take differently than the contract says it: `projectId`, and Atlas' shorter pages. */
export const admitNaming: Step = {
  name: 'admitNaming',
  plane: 'admin',
  run({ operation, parts, naming }: Exchange) {
    if (operation === undefined || parts === undefined) return;
    if (naming.projects && operation.verbatim !== 'request') parts.body = fromProjects(parts.body);
    const most = mostPerPage[naming.generation];
    if (Number(parts.query['itemsPerPage'] ?? 0) <= most) return;
    throw new Problem('INVALID_QUERY_PARAMETER', {
      parameters: ['itemsPerPage'],
      detail: `Invalid query parameter itemsPerPage specified: at most ${most}.`,
    });
  },
};

/** Null is absent where the contract knows no null: clients send it for what they have not set. */
export const takeNullAsAbsent: Step = {
  name: 'takeNullAsAbsent',
  plane: 'admin',
  run({ operation, parts }: Exchange) {
    if (operation === undefined || parts === undefined) return;
    const records: readonly unknown[] = Array.isArray(parts.body) ? parts.body : [parts.body];
    for (const record of records) dropNulls(record, operation.body?.neverNull ?? []);
  },
};

function dropNulls(record: unknown, fields: readonly string[]): void {
  if (typeof record !== 'object' || record === null) return;
  const values = record as Record<string, unknown>;
  for (const field of fields) if (values[field] === null) delete values[field];
}
