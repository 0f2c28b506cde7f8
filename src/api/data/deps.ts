import type { AppData } from '../../app-data/index.ts';
import type { ContractDocument } from '../../contract/index.ts';

export interface DataDeps {
  readonly data: AppData;
  /** The service's own, of which those of apps are made. */
  readonly contract: ContractDocument;
}
