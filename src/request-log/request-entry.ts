import { ObjectId } from '../mongo/index.ts';
import type { RequestRecord } from '../store/index.ts';

/** What is told of a request. */
export interface RequestEntry extends Omit<RequestRecord, '_id' | 'groupId'> {
  /** 24 hex digits. */
  readonly groupId: string;
}

/** Made at once, so that a batch that is written twice has the same ids. */
export function toRecord(entry: RequestEntry): RequestRecord {
  return { ...entry, _id: new ObjectId(), groupId: ObjectId.createFromHexString(entry.groupId) };
}
