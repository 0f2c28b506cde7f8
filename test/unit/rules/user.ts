import type { RuleContext } from '../../../src/rules/index.ts';

/** A user of truth tables, with other custom data where a case says so. */
export function contextOf(
  custom_data: Readonly<Record<string, unknown>> = {},
  type: 'normal' | 'system' = 'normal',
): RuleContext {
  return {
    user: {
      id: 'u1',
      type,
      data: { email: 'u1@example.org' },
      custom_data: {
        isAdmin: true,
        level: 3,
        team: { name: 'red' },
        groups: ['a', 'b'],
        other: ['b', 'c'],
        uuid: '00112233-4455-6677-8899-aabbccddeeff',
        ...custom_data,
      },
      identities: [{ id: 'i1', provider_type: 'local-userpass' }],
    },
    request: {
      httpMethod: 'POST',
      remoteIPAddress: '10.0.0.1',
      requestHeaders: { Host: ['example.org'], 'X-Secret-Key': ['my-secret'] },
    },
    values: { admins: ['u0', 'u1'], addresses: ['10.0.0.1'] },
    environment: { tag: 'production', values: { baseUrl: 'https://example.org' } },
  };
}
