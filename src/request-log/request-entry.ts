import { ObjectId } from '../mongo/index.ts';
import type { RequestRecord } from '../store/index.ts';

/** What is told of a request. */
export interface RequestEntry extends Omit<RequestRecord, '_id' | 'time' | 'groupId'> {
  /** When it began, in milliseconds since 1970. */
  readonly startedMs: number;
  /** 24 hex digits. */
  readonly groupId: string;
}

/** Made at once, so that a batch that is written twice has the same ids. */
export function toRecord({ startedMs, groupId, ...entry }: RequestEntry): RequestRecord {
  return { _id: new ObjectId(), time: new Date(startedMs), groupId: new ObjectId(groupId), ...entry };
}
