import type { Mount } from '../mounts/index.ts';

/** Who asks. Every operation's `x-policy` says which kind it needs; the edge makes it before the handler runs. */
export type Principal =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'mount'; readonly mount: Mount; readonly username?: string };
