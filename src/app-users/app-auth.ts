import type { AuthProviders } from '../apps/index.ts';
import type { Document, ObjectId } from '../mongo/index.ts';

/** What is asked of an app when somebody logs in to it. */
export interface AppAuth {
  readonly id: ObjectId;
  /** The id in the app's URLs; the audience of custom tokens unless the app says another. */
  readonly clientAppId: string;
  readonly providers: AuthProviders;
  /** The value of one of the app's secrets. */
  readonly secretOf: (name: string) => string | undefined;
  /** What the app's own collection says of a user, read now; `{}` where there is nothing. */
  readonly customDataOf: (userId: string) => Promise<Document>;
}

export type ProviderType = keyof AuthProviders;
