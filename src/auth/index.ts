/**
 * Who is asking: one file a scheme, as passport strategies; password hashing; the memory of verified credentials.
 * Must not know operations, handlers or MongoDB.
 */
export { MountBasicStrategy } from './basic.ts';
export { hashPassword, verifyPassword } from './password.ts';
