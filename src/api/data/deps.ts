import type { AppData } from '../../app-data/index.ts';

export interface DataDeps {
  readonly data: AppData;
}
