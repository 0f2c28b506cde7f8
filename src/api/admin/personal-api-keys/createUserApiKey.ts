import type { OperationHandler } from '../../../contract/index.ts';
import { Problem } from '../../../problem/index.ts';
import { callerOf } from '../caller.ts';
import type { AdminDeps } from '../deps.ts';
import { updateRecord } from '../revisions.ts';
import { tellOfUser } from '../user-events.ts';
import { findUser } from '../user-record.ts';
import { makePersonalKey } from './make.ts';
import { keyPath, toPersonalKey } from './present.ts';

const mostKeys = 10;

/** Makes a personal key; its private part is in this answer alone. */
export function createUserApiKey({ store, encryption }: AdminDeps): OperationHandler<'createUserApiKey'> {
  return async (request) => {
    const user = await findUser(store, request.path.userId);
    const { key, privateKey } = makePersonalKey(encryption, user.username, request.body.desc);
    await store.change(callerOf(request), async (unit) => {
      const filter = { _id: user._id, [`apiKeys.${mostKeys - 1}`]: { $exists: false } };
      const missing = new Problem('MAX_API_KEYS_PER_USER_EXCEEDED', { parameters: [mostKeys] });
      const target = { collection: store.users, filter, request, transaction: unit.transaction, missing };
      await updateRecord(target, { $push: { apiKeys: key } });
      await tellOfUser(store, unit, 'USER_API_KEY_CREATED', user);
    });
    return { status: 201, headers: { Location: keyPath(user, key._id) }, body: toPersonalKey(user, key, privateKey) };
  };
}
