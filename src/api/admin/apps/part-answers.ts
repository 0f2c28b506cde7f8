import { readPart, writePart, type AppPart } from '../../../apps/index.ts';
import type { OperationRequest } from '../../../contract/index.ts';
import { Problem } from '../../../problem/index.ts';
import type { AdminDeps } from '../deps.ts';
import { tagged } from '../revisions.ts';
import { activeFiles } from './active-files.ts';
import { editFiles } from './edit-files.ts';
import { findApp } from './find.ts';

interface AppPath {
  readonly groupId: string;
  readonly appId: string;
}

type Request = Pick<OperationRequest<unknown>, 'headers' | 'principal'> & { readonly path: AppPath };
type Json = Parameters<typeof writePart>[2];

/** A part of the version that is served, as its file says it. */
export async function answerPart(deps: AdminDeps, path: AppPath, part: AppPart) {
  const app = await findApp(deps.store, path);
  const found = readPart(await activeFiles(deps, app), part);
  if (found === undefined) throw noPart(path, part);
  return { status: 200, headers: tagged(app), body: { ...found } } as const;
}

/** Makes a version with this part replaced. @param value as the request has it: JSON, validated to be an object */
export function replacePart(deps: AdminDeps, request: Request, part: AppPart, value: Record<string, unknown>) {
  return editPart(deps, request, part, { value: value as Json, done: 'replaced' });
}

/** Makes a version without this part. */
export function deletePart(deps: AdminDeps, request: Request, part: AppPart) {
  return editPart(deps, request, part, { value: undefined, done: 'removed' });
}

function editPart(deps: AdminDeps, request: Request, part: AppPart, { value, done }: { value: Json; done: string }) {
  return editFiles(deps, request, (files) => {
    if (value === undefined && readPart(files, part) === undefined) throw noPart(request.path, part);
    const next = writePart(files, part, value);
    if (next === undefined) throw noPart(request.path, part);
    return { files: next, comment: `${wordsFor(part)} ${done}` };
  });
}

function noPart({ appId }: AppPath, part: AppPart): Problem {
  return new Problem('APP_PART_NOT_FOUND', { parameters: [appId, wordsFor(part)] });
}

function wordsFor(part: AppPart): string {
  if (part.kind === 'value') return `value ${part.name}`;
  if (part.kind === 'authProvider') return `provider ${part.type}`;
  if (part.kind === 'dataApi') return 'Data API settings';
  if (part.kind === 'schemaValidation') return 'schema validation settings';
  if (part.kind === 'defaultRules') return `default rules of ${part.dataSource}`;
  return `${part.kind} of ${part.dataSource}.${part.database}.${part.collection}`;
}
