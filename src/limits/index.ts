/** How often: requests of a project a minute, over all processes; failed authentications, in this one. Knows no HTTP. */
export { createFailedAttempts, type FailedAttemptsOptions } from './failed-attempts.ts';
export { createRequestLimit, type RequestLimitOptions, type Spent } from './request-limit.ts';
