import type { OperationHandler } from '../../../contract/index.ts';
import { ObjectId } from '../../../mongo/index.ts';
import { appSecretPlace } from '../../../store/index.ts';
import { callerOf } from '../caller.ts';
import type { AdminDeps } from '../deps.ts';
import { findApp, noApp } from './find.ts';
import { toSecret } from './present.ts';

/** Stores a secret, or gives it another value. */
export function replaceAppSecret({ store, encryption }: AdminDeps): OperationHandler<'replaceAppSecret'> {
  return async (request) => {
    const { secretName: name } = request.path;
    const app = await findApp(store, request.path);
    const { _id: appId, groupId, clientAppId } = app;
    const value = encryption.encrypt(request.body.value, appSecretPlace(appId, name));
    const change = { $set: { value, updatedAt: new Date() }, $setOnInsert: { _id: new ObjectId() } };
    await store.change(callerOf(request), async ({ transaction, tell }) => {
      // A write to the app, so that it is not deleted meanwhile.
      const held = await store.apps.updateOne({ _id: appId }, { $set: { heldBy: new ObjectId() } }, transaction);
      if (held.matchedCount === 0) throw noApp(request.path);
      await store.appSecrets.updateOne({ appId, name }, change, { ...transaction, upsert: true });
      await tell({ eventTypeName: 'APP_SECRET_SET', groupId, target: { appId: clientAppId, appSecretName: name } });
    });
    return { status: 200, body: toSecret(app)({ name, updatedAt: change.$set.updatedAt }) };
  };
}
