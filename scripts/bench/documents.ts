import { Decimal128, Double, Int32, ObjectId, type Db, type Document } from 'mongodb';
import { databaseName } from './database.ts';
import type { Workload } from './load.ts';

const documentCount = 10_000;
const hotCount = 1000;
const groupSize = 100;
const groupCount = documentCount / groupSize;

/** About 350 bytes of BSON with the usual types. */
export function sampleDocument(index: number): Document {
  return {
    _id: new ObjectId(idOf(index)),
    group: new Int32(index % groupCount),
    name: `customer number ${index}`,
    rating: new Double(index / 7),
    price: Decimal128.fromString(`${index}.99`),
    created: new Date(1_700_000_000_000 + index * 1000),
    active: index % 2 === 0,
    tags: ['alpha', 'beta', 'gamma', 'delta'],
    address: { street: `${index} Main Street`, city: 'Springfield', zip: '12345', location: [1.5, 2.5] },
    notes: 'The quick brown fox jumps over the lazy dog, again and again.',
  };
}

/** 24 hex digits that no JSON number has. */
function idOf(index: number): string {
  return `65a0b1c2d3e4f5a6${index.toString(16).padStart(8, '0')}`;
}

/** 10,000 documents in groups of 100, with an index that gives a group in the order of `_id`. */
export async function fillDocuments(db: Db): Promise<void> {
  await db.collection('documents').insertMany([...Array(documentCount).keys()].map(sampleDocument));
  await db.collection('documents').createIndex({ group: 1, _id: 1 });
}

const collection = `/docdb/${databaseName}/documents`;

/** The three requests by which servers are compared. */
export const workloads: readonly Workload[] = [
  {
    name: 'read-one',
    method: 'GET',
    paths: [...Array(hotCount).keys()].map((index) => `${collection}/${idOf(index)}`),
  },
  {
    name: 'find-100',
    method: 'GET',
    paths: [...Array(groupCount).keys()].map(
      (group) => `${collection}?filter=${encodeURIComponent(JSON.stringify({ group }))}&limit=${groupSize}`,
    ),
  },
  { name: 'insert-one', method: 'POST', paths: [`/docdb/${databaseName}/inserted`], body: insertBody() },
];

/** As the sample, without `_id`; types that plain JSON lacks in Extended JSON. */
function insertBody(): string {
  const { _id, ...document } = sampleDocument(1234);
  return JSON.stringify({
    ...document,
    group: 34,
    rating: 176.25,
    price: { $numberDecimal: '1234.99' },
    created: { $date: '2023-11-14T22:33:54Z' },
  });
}
