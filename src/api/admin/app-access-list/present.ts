import { instant } from '../../../representation/index.ts';
import type { AppAccessListEntry, AppRecord } from '../../../store/index.ts';
import { commentedRange } from '../admitted-ranges.ts';
import { appPathOf } from '../app-of-path.ts';
import { rangeInPath } from '../ranges.ts';

export function listPath(app: AppRecord): string {
  return `${appPathOf(app)}/accessList`;
}

export function toEntry(app: AppRecord) {
  return (entry: AppAccessListEntry) => ({
    ...commentedRange(entry),
    created: instant(entry.createdAt),
    links: [
      { rel: 'self', href: `${listPath(app)}/${rangeInPath(entry)}` },
      { rel: 'app', href: appPathOf(app) },
    ],
  });
}
