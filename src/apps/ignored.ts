import type { Folder } from './folder.ts';

/** Folders whose every file means something: one that nobody has read is most likely misplaced or mistyped. */
const meaningful = /^(auth|auth_providers|data_sources|environments|http_endpoints|https_endpoints|services|values)\//;

/** The paths that nobody has read; what looks like a slip is reported as well. */
export function ignoredPaths(folder: Folder): string[] {
  const ignored = folder.unread();
  for (const path of ignored) {
    if (path === 'secrets.json')
      folder.warning(path, 'Secrets are not read from files.', 'Store them: docgate app secret set.');
    else if (path.startsWith('services/') || path === 'services')
      folder.warning(path, 'docgate serves no third-party services.', 'Call them from a function.');
    else if (meaningful.test(path) && !path.endsWith('/relationships.json'))
      folder.warning(path, 'No part of an app has this name: it has no effect.', 'Correct the name, or remove it.');
  }
  return ignored;
}
