import { linkedUriFault } from '../../../mongo/index.ts';
import { Problem } from '../../../problem/index.ts';
import type { Encryption } from '../../../secrets/index.ts';
import { uriPlace, type DataSourceRecord } from '../../../store/index.ts';

type Path = { readonly groupId: string; readonly dataSourceName: string };

export function noDataSource({ groupId, dataSourceName }: Path): Problem {
  return new Problem('DATA_SOURCE_NOT_FOUND', { parameters: [dataSourceName, groupId] });
}

/** @throws Problem INVALID_ATTRIBUTE that says what is wrong with the connection string, never its credentials */
export function requireUri(name: string, uri: string): string {
  const fault = linkedUriFault(name, uri);
  if (fault === undefined) return uri;
  const detail = `Invalid attribute uri specified: ${fault}`;
  throw new Problem('INVALID_ATTRIBUTE', { parameters: ['uri'], detail });
}

/** The connection string in clear. */
export function uriOf(encryption: Encryption, { _id, uri }: DataSourceRecord): string {
  return encryption.decrypt(uri, uriPlace(_id));
}
