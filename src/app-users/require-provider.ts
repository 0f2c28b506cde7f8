import { Problem } from '../problem/index.ts';
import type { AppAuth, ProviderType } from './app-auth.ts';

/** @throws Problem AUTH_PROVIDER_NOT_FOUND */
export function requireProvider({ providers }: AppAuth, provider: ProviderType): void {
  if (providers[provider]?.disabled !== false) throw new Problem('AUTH_PROVIDER_NOT_FOUND', { parameters: [provider] });
}
