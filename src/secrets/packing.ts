import { Secret } from './secret.ts';

const wrapper = '$docgateSecret';

/** Plain data with Secrets in it → text that reveals them: for a pipe between processes of ours, never for a log or a file. */
export function packSecrets(value: unknown): string {
  // JSON.stringify calls toJSON before the replacer: the holder still has the Secret itself.
  return JSON.stringify(value, function (this: Record<string, unknown>, key, shown: unknown) {
    const original = this[key];
    return original instanceof Secret ? { [wrapper]: original.reveal() } : shown;
  });
}

/** The reverse of `packSecrets`. */
export function unpackSecrets(text: string): unknown {
  return JSON.parse(text, (_key, value: unknown) => (isWrapped(value) ? new Secret(value[wrapper]) : value));
}

function isWrapped(value: unknown): value is Record<typeof wrapper, string> {
  return typeof value === 'object' && value !== null && wrapper in value;
}
