import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ActiveApp } from '../active-apps/index.ts';
import { Problem } from '../problem/index.ts';
import type { Exchange } from './exchange.ts';
import type { Step } from './pipeline.ts';

/** Where an app wants its secret in the query. @throws Problem INVALID_REQUEST_SECRET */
export function requireQuerySecret(app: ActiveApp, { parts }: Exchange): void {
  const { validation } = app.definition.dataApi;
  if (validation.method !== 'SECRET_AS_QUERY_PARAM') return;
  const given = parts?.query['secret'];
  if (typeof given !== 'string' || !isSame(given, secretOf(app))) throw new Problem('INVALID_REQUEST_SECRET');
}

/** Where an app wants bodies signed: `Endpoint-Signature: sha256=<hex>`, an HMAC over the bytes as they came. */
export const verifyPayload: Step = {
  name: 'verifyPayload',
  run({ principal, operation, request, body }) {
    if (principal?.kind !== 'app' || operation?.policy !== 'app') return;
    const { app } = principal;
    if (app.definition.dataApi.validation.method !== 'VERIFY_PAYLOAD') return;
    const header = request.headers['endpoint-signature'] ?? request.headers['x-hook-signature'];
    const given = /^sha256=([0-9a-f]{64})$/i.exec(String(header))?.[1] ?? '';
    const expected = createHmac('sha256', secretOf(app))
      .update(body ?? '')
      .digest('hex');
    if (!isSame(given.toLowerCase(), expected)) throw new Problem('INVALID_REQUEST_SECRET');
  },
};

/** @throws Problem INVALID_REQUEST_SECRET when the app has no secret of that name: nobody can know it then */
function secretOf({ definition, secretOf: find }: ActiveApp): string {
  const { validation } = definition.dataApi;
  const source = 'secret' in validation ? validation.secret : { literal: '' };
  const secret = 'literal' in source ? source.literal : find(source.name);
  if (secret === undefined || secret === '') throw new Problem('INVALID_REQUEST_SECRET');
  return secret;
}

function isSame(given: string, expected: string): boolean {
  const hash = (text: string): Buffer => createHmac('sha256', 'compared by hash').update(text).digest();
  return timingSafeEqual(hash(given), hash(expected));
}
