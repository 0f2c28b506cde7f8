import { Problem } from '../problem/index.ts';
import type { Step } from './pipeline.ts';

/** What has no entity tag matches none that a caller could know of (RFC 9110 §13.1.1): a condition is refused, not overlooked. */
export const refuseCondition: Step = {
  name: 'refuseCondition',
  plane: 'admin',
  run({ operation, request }) {
    const given = request.headers['if-match']?.trim() ?? '*';
    if (operation?.method === 'get' || operation?.ifMatch === true || given === '*') return;
    throw new Problem('PRECONDITION_FAILED', {
      detail: 'This resource has no ETag: send the request without If-Match.',
    });
  },
};
