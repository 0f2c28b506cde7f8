/** Entries of the lists that say from where something may be reached: a range, and what it is for. */
import type { AddressRange } from '../../addresses/index.ts';
import { ObjectId } from '../../mongo/index.ts';
import { Problem } from '../../problem/index.ts';

interface CommentedRange extends AddressRange {
  readonly comment?: string;
}

/** The range and comment of a request or record that says more. */
export function commentedRange({ cidrBlock, ipAddress, comment }: CommentedRange): CommentedRange {
  return {
    cidrBlock,
    ...(ipAddress !== undefined && { ipAddress }),
    ...(comment !== undefined && { comment }),
  };
}

/** The upsert of an entry: one that is there keeps its id and date. */
export function admitting<Entry extends CommentedRange>(entry: Entry) {
  return { $set: entry, $setOnInsert: { _id: new ObjectId(), createdAt: new Date() } };
}

/** @param accessListEntry as the path names it */
export function noEntry(accessListEntry: string): Problem {
  return new Problem('ACCESS_LIST_NOT_FOUND', { parameters: [accessListEntry] });
}
