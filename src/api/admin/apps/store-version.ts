import type { OperationRequest } from '../../../contract/index.ts';
import { ObjectId, type Filter } from '../../../mongo/index.ts';
import { Problem } from '../../../problem/index.ts';
import {
  toParts,
  type AppContent,
  type AppRecord,
  type AppVersionRecord,
  type UnitOfWork,
} from '../../../store/index.ts';
import { callerOf } from '../caller.ts';
import { orConflict } from '../conflicts.ts';
import type { AdminDeps } from '../deps.ts';
import { updateRecord } from '../revisions.ts';
import { insertApp } from './new-app.ts';

type Request = Pick<OperationRequest<unknown>, 'headers' | 'principal'>;

export interface NewVersion {
  /** The app as it was read, or as it is to be made. */
  readonly app: AppRecord;
  readonly isNew: boolean;
  readonly content: AppContent;
  readonly comment?: string | undefined;
  /** What must still be so, where the content was made from another version. */
  readonly unchanged?: Filter<AppRecord>;
}

/** Stores a version and serves it at once; the app with it when it is new. All of it or nothing. */
export async function storeVersion(
  deps: AdminDeps,
  request: Request,
  { app, isNew, content, comment, unchanged = {} }: NewVersion,
): Promise<{ app: AppRecord; version: AppVersionRecord }> {
  const { store, encryption } = deps;
  const versionId = new ObjectId();
  const parts = await toParts(content, { appId: app._id, versionId, encryption });
  const writing = store.change(callerOf(request), async (unit) => {
    if (isNew) await insertApp(store, app, unit);
    const numbered = await takeNumber(deps, request, { app, unchanged }, unit);
    const version = toRecord(versionId, { app: numbered, content, comment, partCount: parts.length });
    for (const part of parts) await store.appVersionParts.insertOne(part, unit.transaction);
    await store.appVersions.insertOne(version, unit.transaction);
    // The last of all: without transactions nobody may find half of it.
    const activeVersion = version.number;
    await store.apps.updateOne({ _id: app._id }, { $set: { activeVersion } }, unit.transaction);
    const target = { appId: app.clientAppId, appVersion: activeVersion };
    await unit.tell({ eventTypeName: 'APP_DEPLOYED', groupId: app.groupId, target });
    return { app: { ...numbered, activeVersion }, version };
  });
  return orConflict(writing, 'APP_ALREADY_EXISTS', app.clientAppId);
}

/** → the app with the next number as its `lastVersion`: of two deployments at once the second waits for the first. */
function takeNumber(
  { store }: AdminDeps,
  request: Request,
  { app, unchanged }: { app: AppRecord; unchanged: Filter<AppRecord> },
  { transaction }: UnitOfWork,
): Promise<AppRecord> {
  const missing = new Problem('APP_CHANGED_MEANWHILE', { parameters: [app.clientAppId] });
  const filter = { ...unchanged, _id: app._id };
  return updateRecord({ collection: store.apps, filter, request, transaction, missing }, { $inc: { lastVersion: 1 } });
}

function toRecord(
  _id: ObjectId,
  { app, content, comment, partCount }: Pick<NewVersion, 'app' | 'content' | 'comment'> & { partCount: number },
): AppVersionRecord {
  return {
    _id,
    appId: app._id,
    number: app.lastVersion,
    name: content.app.name,
    configVersion: content.app.configVersion,
    ...(comment !== undefined && { comment }),
    fileCount: Object.keys(content.files).length,
    warningCount: content.findings.length,
    partCount,
    createdAt: new Date(),
  };
}
