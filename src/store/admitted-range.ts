import type { ObjectId } from '../mongo/index.ts';

/** A range of addresses that may reach what is served. */
export interface AdmittedRange {
  readonly _id: ObjectId;
  readonly cidrBlock: string;
  readonly ipAddress?: string;
  readonly comment?: string;
  readonly createdAt: Date;
}
