import type { StartReport } from '../processes/index.ts';
import type { OwnerKey } from '../store/index.ts';
import type { ExampleApp } from './example/example-app.ts';
import { exampleLines } from './example/lines.ts';

/** What a person wants to know after `npm start`: where it is, and lines that work when pasted. */
export function banner(report: StartReport, example: ExampleApp | undefined): string {
  const { url, mongodb, bootstrap } = report;
  const { ownerKey, file } = bootstrap;
  const lines = [
    '',
    `docgate listens on ${url}`,
    `  docs      ${url}/docs`,
    ...(example === undefined ? [] : [`            ${url}/docs/apps/${example.appId} (the example app)`]),
    `  MongoDB   ${mongodb}`,
    `  owner key ${bootstrap.file}`,
    '',
    ...docdbLines(report),
    '',
    ...(example === undefined ? [] : [...exampleLines(url, example), '']),
  ];
  return lines.join('\n') + (ownerKey === undefined ? '\n' : ownerKeyLines(ownerKey, file, url));
}

function docdbLines({ url, generatedUser, mountPaths }: StartReport): string[] {
  if (generatedUser === undefined)
    return [`Open under /docdb: ${mountPaths.join(', ') || 'nothing; add docdb.mounts to the config file'}`];
  const { username, password, file } = generatedUser;
  const docdb = new URL('/docdb', url);
  docdb.username = username;
  docdb.password = password.reveal();
  return [
    `Paste these to try it (the user is kept in ${file}):`,
    `  export DOCDB=${docdb.href}`,
    `  curl "$DOCDB/blog/test" -H 'Content-Type: application/json' -d '{"name": "joe", "rating": 5}'`,
    `  curl -G "$DOCDB/blog/test" --data-urlencode 'filter={"name": "joe"}'`,
  ];
}

/** Shown once in the life of a store. */
export function ownerKeyLines(
  { publicKey, privateKey, organization, project }: OwnerKey,
  file: string,
  url: string,
): string {
  const lines = [
    '',
    `The first owner key, for the admin API (shown this once; kept in ${file}):`,
    `  export DOCGATE_PUBLIC_KEY=${publicKey}`,
    `  export DOCGATE_PRIVATE_KEY=${privateKey}`,
    `  curl --digest --user "$DOCGATE_PUBLIC_KEY:$DOCGATE_PRIVATE_KEY" '${new URL('/api/public/v1.0', url).href}?pretty=true'`,
    `  organization ${organization.id}, project ${project.id}`,
    '',
  ];
  return `${lines.join('\n')}\n`;
}
