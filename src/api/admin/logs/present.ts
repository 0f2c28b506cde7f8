import { instant } from '../../../representation/index.ts';
import type { RequestRecord } from '../../../store/index.ts';

/** @param base path of the project or of the app whose log is read */
export function toLoggedRequest(base: string) {
  return (record: RequestRecord) => {
    const { requestId, time, durationMs, groupId, clientAppId, plane, method, path, status } = record;
    const group = `/groups/${groupId.toHexString()}`;
    return {
      requestId,
      started: instant(time),
      durationMs,
      groupId: groupId.toHexString(),
      ...(clientAppId !== undefined && { clientAppId }),
      plane,
      ...present(record, 'operationId', 'functionName'),
      method,
      path,
      status,
      bytesSent: record.bytesSent,
      remoteAddress: record.remoteAddress,
      ...present(record, 'errorCode', 'reason', 'userId', 'userType', 'username', 'apiKeyId', 'publicKey', 'mountId'),
      ...present(record, 'dataSource', 'database', 'collection'),
      ...(record.roles && { roles: [...record.roles] }),
      ...(record.functionsNotCalled && { functionsNotCalled: [...record.functionsNotCalled] }),
      links: [
        { rel: 'self', href: `${base}/logs/${requestId}` },
        { rel: 'group', href: group },
        ...(clientAppId === undefined ? [] : [{ rel: 'app', href: `${group}/apps/${clientAppId}` }]),
      ],
    };
  };
}

type Text = {
  [Name in keyof RequestRecord]-?: RequestRecord[Name] extends string | undefined ? Name : never;
}[keyof RequestRecord];

function present<Name extends Text>(record: RequestRecord, ...names: readonly Name[]): { [_ in Name]?: string } {
  const texts: { [_ in Name]?: string } = {};
  for (const name of names) {
    const text = record[name];
    if (text !== undefined) texts[name] = text;
  }
  return texts;
}
