import { fromProjects } from '../representation/index.ts';
import { Problem } from '../problem/index.ts';
import type { Exchange } from './exchange.ts';
import type { Step } from './pipeline.ts';

const mostPerPage = { public: 500, atlas: 100 };

/** What both generations of the admin API take differently than the contract says it: `projectId`, and Atlas' shorter pages. */
export const admitNaming: Step = {
  name: 'admitNaming',
  run({ operation, parts, naming }: Exchange) {
    if (operation?.plane !== 'admin' || parts === undefined) return;
    if (naming.projects) parts.body = fromProjects(parts.body);
    const most = mostPerPage[naming.generation];
    if (Number(parts.query['itemsPerPage'] ?? 0) <= most) return;
    throw new Problem('INVALID_QUERY_PARAMETER', {
      parameters: ['itemsPerPage'],
      detail: `Invalid query parameter itemsPerPage specified: at most ${most}.`,
    });
  },
};
