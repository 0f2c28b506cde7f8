import type { OperationHandler } from '../../../contract/index.ts';
import { Problem } from '../../../problem/index.ts';
import { callerOf } from '../caller.ts';
import type { AdminDeps } from '../deps.ts';
import { requireId } from '../ids.ts';
import { updateRecord } from '../revisions.ts';
import { tellOfUser } from '../user-events.ts';

/** Deletes a personal key, also the one that signs the request. */
export function deleteUserApiKey({ store }: AdminDeps): OperationHandler<'deleteUserApiKey'> {
  return async (request) => {
    const { path } = request;
    const keyId = requireId(path.apiKeyId, 'API_KEY_NOT_FOUND');
    const missing = new Problem('API_KEY_NOT_FOUND', { parameters: [path.apiKeyId] });
    await store.change(callerOf(request), async (unit) => {
      const filter = { _id: requireId(path.userId, 'INVALID_USER_ID'), 'apiKeys._id': keyId };
      const target = { collection: store.users, filter, request, transaction: unit.transaction, missing };
      const user = await updateRecord(target, { $pull: { apiKeys: { _id: keyId } } });
      await tellOfUser(store, unit, 'USER_API_KEY_DELETED', user);
    });
    return { status: 200, body: {} };
  };
}
