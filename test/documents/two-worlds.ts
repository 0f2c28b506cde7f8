import type { Documents } from '../../src/documents/index.ts';

/*
 * Two worlds that differ only in what the user `a` may not read: hidden fields hold other values or none, hidden documents
 * are others, and one more.
 */

export interface World {
  readonly rules: object;
  /** What of the user's own documents, and of those of others, is the same in both worlds. */
  readonly own: 'whole' | 'fields';
  readonly others: 'fields' | 'nothing';
}

const both = { read: true, write: true };
const openFields = {
  _id: both,
  owner: both,
  pub: both,
  tag: both,
  sub: { fields: { p: both } },
  list: { fields: { p: both } },
};
const isMine = { owner: '%%user.id' };
const fields = { fields: openFields, insert: true, delete: true };
const whole = { ...both, insert: true, delete: true };

export const worlds: Readonly<Record<string, World>> = {
  'everybody sees some fields': {
    rules: { roles: [{ name: 'all', apply_when: {}, ...fields }] },
    own: 'fields',
    others: 'fields',
  },
  'owners see their own': {
    rules: { roles: [{ name: 'owner', apply_when: isMine, ...whole }] },
    own: 'whole',
    others: 'nothing',
  },
  'owners see some fields of their own': {
    rules: { roles: [{ name: 'owner', apply_when: isMine, ...fields }] },
    own: 'fields',
    others: 'nothing',
  },
  'owners see all, others some fields': {
    rules: {
      roles: [
        { name: 'owner', apply_when: isMine, ...whole },
        { name: 'other', apply_when: {}, ...fields },
      ],
    },
    own: 'whole',
    others: 'fields',
  },
  'rules look at each document': {
    rules: { roles: [{ name: 'same', apply_when: { '%%root.owner': 'a', pub: { $gte: '%%root.sub.p' } }, ...fields }] },
    own: 'fields',
    others: 'nothing',
  },
  'a filter hides': {
    rules: {
      roles: [{ name: 'all', apply_when: {}, ...whole }],
      filters: [{ name: 'mine', query: isMine, projection: { sec: 0, more: 0, 'sub.s': 0, 'list.s': 0 } }],
    },
    own: 'fields',
    others: 'nothing',
  },
  'a filter hides by a pattern': {
    rules: {
      roles: [{ name: 'all', apply_when: {}, ...whole }],
      filters: [
        { name: 'mine', query: { owner: { $regex: '^a$' } }, projection: { sec: 0, more: 0, 'sub.s': 0, 'list.s': 0 } },
      ],
    },
    own: 'fields',
    others: 'nothing',
  },
};

/** Of the schema's fields some are hidden; what is wrong with them differs between the worlds, that something is does not. */
export const schema = {
  bsonType: 'object',
  required: ['sec', 'pub'],
  maxProperties: 7,
  properties: {
    pub: { bsonType: 'number', minimum: 0, validate: { '%%this': { $ne: 99 } } },
    sec: { bsonType: 'int', enum: [1, 2] },
    sub: { bsonType: 'object', maxProperties: 2, properties: { s: { bsonType: 'int' } } },
    list: { items: { properties: { s: { bsonType: 'int' }, p: { bsonType: 'int' } } } },
  },
  dependencies: { more: ['gone'] },
};

/** Documents 1 and 4 fit the schema, 2 does not, in its hidden fields. 4 is there in one world only where it is hidden. */
export function documentsOf({ own, others }: World, second: boolean): object[] {
  const secrets = (differ: boolean): readonly [object, unknown] => [{ sec: differ ? 2 : 1 }, differ ? 2 : 1];
  const wrong = (differ: boolean): readonly [object, unknown] => [
    differ ? { more: 1 } : { sec: 'hush' },
    differ ? 7 : 'x',
  ];
  const ownDiffer = second && own === 'fields';
  const gone = others === 'nothing';
  return [
    documentOf(1, 'a', 1, secrets(ownDiffer)),
    documentOf(2, 'a', 2, wrong(ownDiffer)),
    documentOf(3, 'b', second && gone ? 7 : 3, secrets(second)),
    ...(second && gone ? [documentOf(4, 'b', 4, secrets(true))] : []),
  ];
}

function documentOf(_id: number, owner: string, pub: number, [more, s]: readonly [object, unknown]): object {
  const list = [
    { p: 1, s },
    { s, p: 2 },
  ];
  return { _id, owner, pub, tag: `t${_id}`, sub: { p: 1, s }, list, ...more };
}

export type Action = Exclude<keyof Documents, 'roles'>;
export type Request = readonly [Action, ...unknown[]];

/** Filters and sorts that speak of what is hidden. */
const closedFilters = [
  { sec: 1 },
  { sec: { $exists: true } },
  { 'sub.s': { $gt: 0 } },
  { sub: { p: 1, s: 1 } },
  { list: { $elemMatch: { s: 1 } } },
  { 'list.0.s': 1 },
  { $or: [{ pub: 1 }, { $nor: [{ sec: 1 }] }] },
];
const closed = { sec: 1 };
const closedSort = { sec: 1 };
const set = { $set: { pub: 5 } };
const mine = { _id: 9, owner: 'a', pub: 1, tag: 't9' };

/** Each asks by what is hidden: nothing of it may reach MongoDB. Pipelines may: they begin with what is seen. */
export const closedRequests: readonly Request[] = [
  ...closedFilters.flatMap((filter): Request[] => [
    ['find', { filter }],
    ['updateMany', filter, set],
  ]),
  ['findOne', { filter: closed }],
  ['countDocuments', closed],
  ['distinct', 'pub', closed],
  ['updateOne', closed, set],
  ['updateOne', closed, set, { upsert: true }],
  ['replaceOne', closed, mine],
  ['deleteOne', closed],
  ['deleteMany', closed],
  ['findOneAndUpdate', closed, set],
  ['findOneAndReplace', closed, mine],
  ['findOneAndDelete', closed],
  ['bulkWrite', [{ updateOne: { filter: closed, update: set } }, { deleteMany: { filter: closed } }]],
  ['find', { sort: closedSort }],
  ['findOne', { sort: { 'list.s': -1 } }],
  ['distinct', 'sec', {}],
  ['distinct', 'sub', {}],
  ['distinct', 'list.s', {}],
  ['findOneAndUpdate', {}, set, { sort: closedSort }],
  ['findOneAndReplace', {}, mine, { sort: closedSort }],
  ['findOneAndDelete', {}, { sort: closedSort }],
  ['updateMany', {}, { $set: { 'list.$[x].p': 1 } }, { arrayFilters: [{ 'x.s': 1 }] }],
  ['updateMany', {}, { $pull: { list: { s: 1 } } }],
];

const updates = [
  set,
  { $set: { pub: 'text' } },
  { $set: { pub: 99 } },
  { $set: { pub: -1, 'sub.p': 'text' } },
  { $set: { tag: 't1' } },
  { $set: { tag: 't3' } },
  { $set: { owner: 'b' } },
  { $set: { sec: 1 } },
  { $set: { sub: { p: 1, s: 1 } } },
  { $unset: { pub: '' } },
  { $unset: { sec: '' } },
  { $inc: { pub: 1 } },
  { $inc: { tag: 1 } },
  { $inc: { sec: 1 } },
  { $mul: { 'sub.s': 2 } },
  { $min: { sec: 0 } },
  { $bit: { sec: { or: 1 } } },
  { $rename: { sec: 'pub' } },
  { $rename: { tag: 'sec' } },
  { $setOnInsert: { sec: 1 } },
  { $push: { pub: 1 } },
  { $push: { list: { $each: [{ p: 1 }], $sort: { s: 1 } } } },
  { $pop: { list: 1 } },
  { $pull: { list: { p: 1 } } },
  { $addToSet: { sec: 1 } },
  { $set: { 'list.$[].p': 7 } },
  { $set: { 'list.$[].p': 'text' } },
  { $set: { 'list.0.p': 7 } },
  { $set: { 'list.$[].s': 7 } },
  { $set: { none: 1 } },
  [{ $set: { pub: '$sec' } }],
  [{ $set: { pub: { $divide: [1, '$sec'] } } }],
];

const replacements = [
  { owner: 'a', pub: 1, tag: 't1' },
  { owner: 'a', pub: 'text', tag: 't9' },
  { owner: 'a', pub: 1, tag: 't3', sec: 1 },
  { owner: 'b', pub: 1, tag: 't9', sec: 1 },
];

const upserts: readonly object[] = [
  { _id: 1 },
  { _id: 3 },
  { _id: 9 },
  { _id: 9, tag: 't3' },
  { _id: 9, tag: 't9', pub: 1, owner: 'a' },
];

const pipelines = [
  [{ $sort: { _id: 1 } }],
  [{ $count: 'n' }],
  [{ $group: { _id: '$sec', n: { $sum: 1 } } }, { $sort: { _id: 1 } }],
  [{ $sort: { sec: 1, _id: 1 } }, { $project: { pub: 1 } }],
  [{ $match: { 'sub.s': { $gt: 0 } } }, { $sort: { _id: 1 } }],
  [{ $project: { x: { $divide: [1, '$sub.s'] } } }, { $sort: { _id: 1 } }],
  [{ $project: { x: { $type: '$sec' } } }, { $sort: { _id: 1 } }],
  [{ $project: { x: { $bsonSize: '$$ROOT' } } }, { $sort: { _id: 1 } }],
  [{ $project: { x: { $objectToArray: '$$ROOT' } } }, { $sort: { _id: 1 } }],
  [{ $replaceRoot: { newRoot: '$sec' } }],
  [{ $match: { $expr: { $eq: ['$sec', 1] } } }],
  [{ $redact: { $cond: [{ $eq: ['$sec', 1] }, '$$KEEP', '$$PRUNE'] } }],
  [{ $unwind: '$list' }, { $group: { _id: '$list', n: { $sum: 1 } } }, { $sort: { _id: 1 } }],
  [{ $lookup: { from: 'things', localField: '_id', foreignField: '_id', as: 'x' } }],
  [{ $unionWith: 'things' }],
  [{ $facet: { x: [{ $unionWith: 'things' }] } }],
  [{ $collStats: { count: {} } }],
  [{ $indexStats: {} }],
  [{ $merge: 'other' }],
  [{ $sample: { size: 9 } }, { $count: 'n' }],
  [{ $limit: 1 }, { $skip: 1 }],
];

/** All that a user may ask, by every action. */
export const requests: readonly Request[] = [
  ...closedRequests,
  ['find', {}],
  ['find', { filter: { pub: { $gte: 1 } }, sort: { pub: -1 }, projection: { pub: 1 }, limit: 2, skip: 1 }],
  ['find', { filter: { $where: 'this.sec == 1' } }],
  ['find', { filter: { $jsonSchema: { required: ['more'] } } }],
  ['find', { projection: { x: '$sec' } }],
  ['find', { projection: { list: { $slice: 1 }, sec: 1 } }],
  ['find', { projection: { list: { $elemMatch: { s: 1 } } } }],
  ['find', { filter: { 'list.p': 1 }, projection: { 'list.$': 1 } }],
  ['findOne', { sort: { pub: -1 }, projection: { sec: 1, sub: 1 } }],
  ['findOne', { filter: { _id: 3 } }],
  ['countDocuments', {}],
  ['countDocuments', {}, { skip: 1, limit: 5 }],
  ['countDocuments', { tag: { $in: ['t3', 't4'] } }],
  ['distinct', 'pub', {}],
  ['distinct', 'sub.p', {}],
  ['distinct', 'list.p', { pub: { $gt: 1 } }],
  ...pipelines.map((pipeline): Request => ['aggregate', pipeline]),
  ['insertOne', mine],
  ['insertOne', { ...mine, sec: 1 }],
  ['insertOne', { ...mine, pub: 'text' }],
  ['insertOne', { ...mine, _id: 1 }],
  ['insertOne', { ...mine, _id: 3 }],
  ['insertOne', { ...mine, tag: 't3' }],
  ['insertOne', { ...mine, sec: 1, tag: 't3' }],
  ['insertMany', [mine, { ...mine, _id: 3, tag: 't8' }]],
  [
    'insertMany',
    [
      { ...mine, sec: 1 },
      { ...mine, sec: 1, _id: 8 },
    ],
  ],
  ...updates.flatMap((update): Request[] => [
    ['updateOne', { _id: 1 }, update],
    ['updateMany', {}, update],
    ['findOneAndUpdate', { _id: 2 }, update, { returnNewDocument: true }],
  ]),
  ...[set, { $set: { pub: -1 } }, { $set: { tag: 't3' } }].map((update): Request => {
    return ['bulkWrite', [{ updateOne: { filter: { _id: 1 }, update } }, { updateMany: { filter: {}, update } }]];
  }),
  ['updateOne', { 'list.p': 2 }, { $set: { 'list.$.p': 7 } }],
  ['updateMany', {}, { $set: { 'list.$[x].p': 7 } }, { arrayFilters: [{ 'x.p': 2 }] }],
  ...replacements.flatMap((replacement): Request[] => [
    ['replaceOne', { _id: 1 }, replacement],
    ['replaceOne', { _id: 2 }, replacement],
    ['findOneAndReplace', { _id: 2 }, replacement, { returnNewDocument: true, projection: { sec: 1 } }],
    ['findOneAndReplace', { _id: 3 }, replacement, { upsert: true }],
    ['bulkWrite', [{ replaceOne: { filter: { _id: 3 }, replacement } }, { insertOne: { document: mine } }]],
  ]),
  ...upserts.flatMap((filter): Request[] => [
    ['updateOne', filter, set, { upsert: true }],
    ['updateMany', filter, { $set: { pub: 'text' } }, { upsert: true }],
    ['updateOne', filter, { $setOnInsert: { sec: 1 } }, { upsert: true }],
    ['replaceOne', filter, { owner: 'a', pub: 1, tag: 't9', sec: 1 }, { upsert: true }],
    ['findOneAndUpdate', filter, { $set: { owner: 'a', sec: 1 } }, { upsert: true, returnNewDocument: true }],
  ]),
  ['deleteOne', { _id: 1 }],
  ['deleteOne', { _id: 3 }],
  ['deleteMany', {}],
  ['deleteMany', { tag: { $in: ['t2', 't3'] } }],
  ['findOneAndDelete', {}, { sort: { pub: -1 }, projection: { sec: 1, pub: 1 } }],
  ['bulkWrite', [{ insertOne: { document: { ...mine, _id: 3 } } }, { deleteMany: { filter: {} } }], { ordered: false }],
];
