/**
 * The users of apps: who they are, what they show to be let in, their sessions and API keys.
 * Knows the store and an app's providers; must not know HTTP, rules, or which app is asked for.
 * @see reference/app-services.md §1.6, §1.8, §6.1
 */
export type { AppAuth, ProviderType } from './app-auth.ts';
export { providerId, systemUser, toAppUser, type AppUser } from './app-user.ts';
export type { KeyFilter, NewApiKey } from './api-keys.ts';
export type { ImportFinding, ImportOutcome } from './import-users.ts';
export { createAppUsers, type AppUsers } from './create-app-users.ts';
export type { AppUsersDeps } from './deps.ts';
export type { Credential } from './credential.ts';
export { createSessionTokens, type SessionTokens } from './session-tokens.ts';
export type { Session } from './sessions.ts';
