import type { OperationHandler } from '../../../contract/index.ts';
import { ObjectId } from '../../../mongo/index.ts';
import { appSecretPlace } from '../../../store/index.ts';
import { changeInApp } from '../app-of-path.ts';
import type { AdminDeps } from '../deps.ts';
import { toSecret } from './present.ts';

/** Stores a secret, or gives it another value. */
export function replaceAppSecret({ store, encryption }: AdminDeps): OperationHandler<'replaceAppSecret'> {
  return async (request) => {
    const { secretName: name } = request.path;
    const body = await changeInApp(store, request, async ({ app, transaction, tell }) => {
      const updatedAt = new Date();
      const value = encryption.encrypt(request.body.value, appSecretPlace(app._id, name));
      const change = { $set: { value, updatedAt }, $setOnInsert: { _id: new ObjectId() } };
      await store.appSecrets.updateOne({ appId: app._id, name }, change, { ...transaction, upsert: true });
      await tell('APP_SECRET_SET', { appSecretName: name });
      return toSecret(app)({ name, updatedAt });
    });
    return { status: 200, body };
  };
}
