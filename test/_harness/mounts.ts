/** The users of the mounts that the tests' service opens, with their passwords. */
export const users = {
  any: 'any-password',
  demo: 'demo-password',
  reader: 'reader-password',
} as const;

/** The `docdb` part of the tests' config file: the three scopes of seed 004 and what sets mounts apart. */
export const docdb = {
  mounts: [
    { users: [{ username: 'any', password: users.any }] },
    { database: 'demodb', users: [{ username: 'demo', password: users.demo }], defaultLimit: 3, maxLimit: 5 },
    {
      database: 'demodb',
      collection: 'democollection',
      methods: ['GET'],
      users: [{ username: 'reader', password: users.reader }],
    },
    { database: 'opendb', auth: 'none' },
    {
      database: 'scripts',
      users: [{ username: 'any', password: users.any }],
      allowServerSideJavaScript: true,
      maxTimeMs: 300,
    },
    { database: 'gone', dataSource: 'gone', users: [{ username: 'any', password: users.any }] },
  ],
};
