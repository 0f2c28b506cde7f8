import { instant, verbatim } from '../../../representation/index.ts';
import type { AppRecord, AppUserIdentity, AppUserRecord } from '../../../store/index.ts';
import { appPathOf } from '../app-of-path.ts';

export function userPath(app: AppRecord, { userId }: Pick<AppUserRecord, 'userId'>): string {
  return `${appPathOf(app)}/users/${encodeURIComponent(userId)}`;
}

/** A user as administrators see it; never its password's hash. */
export function toAppUser(app: AppRecord) {
  return (user: AppUserRecord) => {
    const { userId, type, data, identities, disabled, email, passwordHash, pending, createdAt } = user;
    const { lastAuthenticatedAt } = user;
    return {
      id: userId,
      type,
      data: asJson(data),
      identities: identities.map(toIdentity),
      disabled,
      pending: pending ?? false,
      ...(email !== undefined && { email, hasPassword: passwordHash !== undefined }),
      created: instant(createdAt),
      ...(lastAuthenticatedAt !== undefined && { lastAuthenticated: instant(lastAuthenticatedAt) }),
      links: [
        { rel: 'self', href: userPath(app, user) },
        { rel: 'app', href: appPathOf(app) },
      ],
    };
  };
}

function toIdentity({ id, providerType, data }: AppUserIdentity) {
  return { id, providerType, ...(data !== undefined && { data: asJson(data) }) };
}

/** The user's own fields, whatever they are called. */
function asJson(data: object): Record<string, unknown> {
  return verbatim(JSON.parse(JSON.stringify(data)) as Record<string, unknown>);
}
