import type { Filter } from '../../../mongo/index.ts';
import type { RequestRecord } from '../../../store/index.ts';
import { timeRange } from '../time-range.ts';

interface RequestQuery {
  readonly minDate?: string;
  readonly maxDate?: string;
  readonly userId?: string;
  /** `401`, or `4xx` for a class. */
  readonly status?: string;
  readonly operationId?: string;
  readonly requestId?: string;
  readonly co_id?: string;
}

/** Which requests are asked for. */
export function requestFilter(query: RequestQuery): Filter<RequestRecord> {
  const { userId, status, operationId, co_id, requestId = co_id } = query;
  const time = timeRange(query);
  return {
    ...(time && { time }),
    ...(userId !== undefined && { userId }),
    ...(status !== undefined && { status: statusFilter(status) }),
    ...(operationId !== undefined && { operationId }),
    ...(requestId !== undefined && { requestId }),
  };
}

function statusFilter(status: string): number | { $gte: number; $lt: number } {
  if (!status.endsWith('xx')) return Number(status);
  const first = Number(status.slice(0, 1)) * 100;
  return { $gte: first, $lt: first + 100 };
}

export const newestFirst = { time: -1, _id: -1 } as const;
