import { Problem } from '../../../problem/index.ts';

const shortest = 8;
/** From here on length alone is enough (NIST SP 800-63B §3.1.1.2). */
const long = 15;
const kinds = [/\p{L}/u, /\p{N}/u, /[^\p{L}\p{N}]/u];

/** @throws Problem WEAK_PASSWORD that says what is missing */
export function requireStrongPassword(password: string, username: string): string {
  const fault = faultOf(password, username);
  if (fault !== undefined) throw new Problem('WEAK_PASSWORD', { parameters: [fault] });
  return password;
}

function faultOf(password: string, username: string): string | undefined {
  const { length } = password;
  const [name = ''] = username.split('@', 1);
  if (length < shortest) return `it has fewer than ${shortest} characters`;
  if (length < long && !kinds.every((kind) => kind.test(password)))
    return `with fewer than ${long} characters it needs a letter, a digit and another character`;
  if (new Set(password).size < 5) return 'it repeats few characters';
  if (name.length > 3 && password.toLowerCase().includes(name)) return 'it contains the username';
  return undefined;
}
