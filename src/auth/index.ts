/**
 * Who is asking: one file a scheme, as passport strategies; password hashing; the memory of verified credentials.
 * Must not know operations, handlers or MongoDB.
 */
export type { AdminPrincipal, Role } from './administrator.ts';
export { AdminDigestStrategy, type DigestDeps, type FailedAttempts } from './digest.ts';
export { adminRealm, ha1, type DigestAlgorithm } from './ha1.ts';
export { MountBasicStrategy } from './basic.ts';
export { hashPassword, isPasswordHash, verifyPassword } from './password.ts';
export { globalRoles, groupRoles, mayGrant, orgRoles, rolesIn, seesProjects, type Scope } from './roles.ts';
export { PasswordChecks } from './password-checks.ts';
export { VerifiedCredentials } from './verified-credentials.ts';
