import type { KeyObject } from 'node:crypto';
import type { DataSources } from '../../mongo/index.ts';

export interface DocdbDeps {
  readonly dataSources: DataSources;
  /** Signs page tokens; the same in every process of the service. */
  readonly pageTokenKey: KeyObject;
}
