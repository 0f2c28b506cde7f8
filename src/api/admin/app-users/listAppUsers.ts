import type { OperationHandler } from '../../../contract/index.ts';
import { findApp } from '../app-of-path.ts';
import type { AdminDeps } from '../deps.ts';
import { listRecords } from '../listing.ts';
import { toAppUser } from './present.ts';

/** One page of an app's users. */
export function listAppUsers({ store }: AdminDeps): OperationHandler<'listAppUsers'> {
  return async (request) => {
    const { email, provider, pending } = request.query;
    const app = await findApp(store, request.path);
    const filter = {
      appId: app._id,
      ...(email !== undefined && { email }),
      ...(provider !== undefined && { 'identities.providerType': provider }),
      ...(pending !== undefined && { pending }),
    };
    const options = { filter, sort: { userId: 1 }, toEntity: toAppUser(app) };
    return { status: 200, body: await listRecords(store.appUsers, request, options) };
  };
}
