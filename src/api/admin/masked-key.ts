import type { DigestSecret } from '../../store/index.ts';

/** A private key as it is shown after it has been made. */
export function maskedKey({ privateKeyEnd }: DigestSecret): string {
  return `********-****-****-${privateKeyEnd}`;
}
