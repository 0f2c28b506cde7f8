import { ObjectId } from '../../mongo/index.ts';
import { Problem } from '../../problem/index.ts';
import type { AppRecord, Change, Store, Transaction } from '../../store/index.ts';
import type { Principal } from '../../contract/index.ts';
import { callerOf } from './caller.ts';
import { knownId } from './ids.ts';

export interface AppPath {
  readonly groupId: string;
  readonly appId: string;
}

/** The app of a path. @throws Problem APP_NOT_FOUND */
export async function findApp(store: Store, path: AppPath): Promise<AppRecord> {
  const app = await store.apps.findOne({ clientAppId: path.appId, groupId: knownId(path.groupId) });
  if (app === null) throw noApp(path);
  return app;
}

export function noApp({ appId, groupId }: AppPath): Problem {
  return new Problem('APP_NOT_FOUND', { parameters: [appId, groupId] });
}

export function appPathOf({ groupId, clientAppId }: Pick<AppRecord, 'groupId' | 'clientAppId'>): string {
  return `/groups/${groupId.toHexString()}/apps/${clientAppId}`;
}

/** One change of what belongs to an app. */
export interface AppChange {
  readonly app: AppRecord;
  readonly transaction: Transaction;
  /** @param target what it was about, besides the app; never a secret */
  readonly tell: (eventTypeName: string, target?: Change['target']) => Promise<void>;
}

/** Runs work on what belongs to an app, and the events that tell of it, in one transaction; the app is not deleted meanwhile. @throws Problem APP_NOT_FOUND */
export async function changeInApp<Result>(
  store: Store,
  request: { readonly principal: Principal; readonly path: AppPath },
  work: (change: AppChange) => Promise<Result>,
): Promise<Result> {
  const app = await findApp(store, request.path);
  const { _id, groupId, clientAppId: appId } = app;
  return store.change(callerOf(request), async ({ transaction, tell }) => {
    // A write, so that MongoDB lets only one of this transaction and the app's deletion through.
    const held = await store.apps.updateOne({ _id }, { $set: { heldBy: new ObjectId() } }, transaction);
    if (held.matchedCount === 0) throw noApp(request.path);
    return work({
      app,
      transaction,
      tell: (eventTypeName, target) => tell({ eventTypeName, groupId, target: { appId, ...target } }),
    });
  });
}
