import { Problem, type ProblemCode } from '../../problem/index.ts';

/** What HTML calls a valid e-mail address; none of its characters needs quoting in a Digest header. */
const address =
  /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/i;

/** A username as it is kept. @throws Problem INVALID_USERNAME */
export function requireUsername(text: string): string {
  return requireAddress(text, 'INVALID_USERNAME').toLowerCase();
}

/** @throws Problem INVALID_EMAIL_ADDRESS */
export function requireEmailAddress(text: string): string {
  return requireAddress(text, 'INVALID_EMAIL_ADDRESS');
}

function requireAddress(text: string, code: ProblemCode): string {
  if (text.length > 254 || !address.test(text)) throw new Problem(code, { parameters: [text] });
  return text;
}
