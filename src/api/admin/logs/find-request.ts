import { Problem } from '../../../problem/index.ts';
import type { RequestRecord, Store } from '../../../store/index.ts';
import { newestFirst } from './filter.ts';

/** The newest request with this id in the log of a project or an app. @throws Problem REQUEST_NOT_FOUND */
export async function findRequest(
  { requests }: Store,
  log: Pick<RequestRecord, 'groupId' | 'appId' | 'requestId'>,
): Promise<RequestRecord> {
  const record = await requests.findOne(log, { sort: newestFirst });
  if (record === null) throw new Problem('REQUEST_NOT_FOUND', { parameters: [log.requestId] });
  return record;
}
