import type { OperationHandler } from '../../../contract/index.ts';
import { isDuplicateKey } from '../../../store/index.ts';
import { changeInApp } from '../app-of-path.ts';
import type { AdminDeps } from '../deps.ts';

/** Brings users of App Services in, all who can be. */
export function importAppUsers({ store, appUsers }: AdminDeps): OperationHandler<'importAppUsers'> {
  return async (request) => {
    const outcome = await again(() =>
      changeInApp(store, request, async ({ app, transaction, tell }) => {
        const told = await appUsers.importUsers(app._id, request.body.users, transaction);
        if (told.imported > 0) await tell('APP_USERS_IMPORTED', { appUserCount: told.imported });
        return told;
      }),
    );
    return { status: 200, body: { ...outcome, findings: [...outcome.findings] } };
  };
}

const mostAttempts = 5;

/** Somebody may register between the look at who is there and the write: the next look sees it. */
async function again<Result>(attempt: () => Promise<Result>, left = mostAttempts): Promise<Result> {
  try {
    return await attempt();
  } catch (error) {
    if (left <= 1 || !isDuplicateKey(error)) throw error;
    return again(attempt, left - 1);
  }
}
