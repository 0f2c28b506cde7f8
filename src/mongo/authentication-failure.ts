import { MongoServerError, MongoServerSelectionError } from 'mongodb';

const authenticationFailed = 18;

/** Whether the servers refuse the credentials: then a rotated secret may be the reason, and nothing was done yet. */
export function isAuthenticationFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof MongoServerError) {
    return error.code === authenticationFailed || error.hasErrorLabel('HandshakeError');
  }
  if (error instanceof MongoServerSelectionError) {
    return [...(error.reason?.servers.values() ?? [])].some((server) => isAuthenticationFailure(server.error));
  }
  return isAuthenticationFailure(error.cause);
}
