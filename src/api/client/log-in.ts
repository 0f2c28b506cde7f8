import type { Credential, Session } from '../../app-users/index.ts';
import type { Principal, RequestNotes } from '../../contract/index.ts';
import { callerOf } from './caller.ts';
import type { ClientDeps } from './deps.ts';

/** Opens a session by a credential; with an access token besides (`link=true`), the identity becomes its user's. */
export async function openSession(
  { users }: ClientDeps,
  request: { readonly principal: Principal; readonly notes: RequestNotes },
  credential: Credential,
): Promise<{ status: 200; body: Session }> {
  const { app, account, request: from } = callerOf(request);
  const options = { address: from.remoteIPAddress ?? '', linkTo: account };
  const session = await users.logIn(app, credential, options);
  request.notes.userId = session.user_id;
  return { status: 200, body: session };
}
