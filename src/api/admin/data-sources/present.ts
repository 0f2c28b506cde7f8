import { maskedUri } from '../../../mongo/index.ts';
import { instant } from '../../../representation/index.ts';
import type { DataSourceRecord } from '../../../store/index.ts';

/** A data source as it is shown. @param uri its connection string in clear, of which the credentials are taken out */
export function toDataSource(record: DataSourceRecord, uri: string) {
  const { name, readPreference, createdAt } = record;
  return {
    name,
    groupId: record.groupId.toHexString(),
    created: instant(createdAt),
    ...(readPreference !== undefined && { readPreference }),
    uri: maskedUri(uri),
    links: [
      { rel: 'self', href: dataSourcePath(record) },
      { rel: 'group', href: `/groups/${record.groupId.toHexString()}` },
    ],
  };
}

export function dataSourcePath({ groupId, name }: Pick<DataSourceRecord, 'groupId' | 'name'>): string {
  return `/groups/${groupId.toHexString()}/dataSources/${name}`;
}
