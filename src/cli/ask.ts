import { reasonOf } from '../config/index.ts';

/** One request to a running service. @throws Error with the mend when it does not answer */
export async function ask(url: string, target: string, init: RequestInit = {}): Promise<Response> {
  try {
    return await fetch(new URL(target, url), { ...init, redirect: 'error' });
  } catch (error) {
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
    throw new Error(`${url} does not answer: ${reasonOf(cause)}. Is it the service's address (--url)?`, {
      cause: error,
    });
  }
}
