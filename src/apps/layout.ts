import type { ConfigVersion } from './definition.ts';
import type { Folder } from './folder.ts';

/** Where things stand in the folder. `services` is how everything before 2021 was laid out. */
export interface Layout {
  readonly version: ConfigVersion;
  readonly rootFile: string;
  readonly generation: 'services' | 'data_sources';
}

const layouts: readonly Layout[] = [
  { version: 20230101, rootFile: 'root_config.json', generation: 'data_sources' },
  { version: 20210101, rootFile: 'realm_config.json', generation: 'data_sources' },
  { version: 20200603, rootFile: 'config.json', generation: 'services' },
  { version: 20180301, rootFile: 'stitch.json', generation: 'services' },
];

/** The newest layout whose root file is there; undefined, and an error, when there is none. */
export function findLayout(folder: Folder): Layout | undefined {
  const found = layouts.find(({ rootFile }) => folder.has(rootFile));
  if (found === undefined) {
    const inner = folder
      .foldersIn('')
      .find((name) => layouts.some(({ rootFile }) => folder.has(`${name}/${rootFile}`)));
    const names = layouts.map(({ rootFile }) => rootFile).join(', ');
    const mend = inner === undefined ? 'Give the folder that holds this file.' : `Give the folder ${inner} in it.`;
    folder.error('', `This is no exported app: it has none of ${names}.`, mend);
  }
  return found;
}
