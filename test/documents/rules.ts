/** Rule sets that differ in who decides: nobody, MongoDB's query, rules one document at a time, fields. */
export const open = [{ name: 'everybody', apply_when: {}, read: true, write: true, insert: true, delete: true }];

/** Pushed down whole: a query decides. */
export const owner = [
  { name: 'owner', apply_when: { owner: '%%user.id' }, read: true, write: true, insert: true, delete: true },
];

/** `$where`-like conditions on two fields of one document, which no query can say: rules look at each document. */
export const perDocument = [
  {
    name: 'owner or reader',
    apply_when: {},
    document_filters: {
      read: { '%or': [{ owner: '%%user.id' }, { '%%root.owner': '%%root.sharedBy' }] },
      write: { owner: '%%user.id', '%%root.locked': { '%ne': '%%root.owner' } },
    },
    read: true,
    write: true,
    insert: true,
    delete: true,
  },
];

/** A filter with a pattern, which rules ask of each document: MongoDB would try every way to take the letters apart. */
export const byPattern = { roles: open, filters: [{ name: 'mine', query: { owner: { $regex: '^(a+)+$' } } }] };

/** Everybody sees `_id` and `name`, and writes `name`; owners see and write all. */
export const byField = [
  { name: 'owner', apply_when: { owner: '%%user.id' }, read: true, write: true },
  {
    name: 'others',
    apply_when: {},
    fields: { _id: { read: true }, name: { read: true, write: true }, owner: { read: true } },
    insert: false,
    delete: false,
  },
];

/** Nobody hides anything from anybody, and nobody writes. */
export const readOnly = [{ name: 'reader', apply_when: {}, read: true, write: false, insert: false, delete: false }];

/** Rules that speak of no user at all. */
export const nobody = [{ name: 'nobody', apply_when: { '%%user.id': 'nobody' }, read: true, write: true }];
