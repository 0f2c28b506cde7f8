import { isRefusedUnsent } from '../mongo/index.ts';
import { Problem, type ProblemCode } from '../problem/index.ts';
import { type RefusalCode, RuleRefusal } from '../rules/index.ts';
import type { Access } from './access.ts';

const codes: Readonly<Record<RefusalCode, ProblemCode>> = {
  NoMatchingRuleFound: 'NO_MATCHING_RULE',
  FieldNotReadable: 'FIELD_NOT_READABLE',
  OperatorNotAllowed: 'OPERATOR_NOT_ALLOWED_FOR_USERS',
  StageNotAllowed: 'STAGE_NOT_ALLOWED',
  InvalidProjection: 'INVALID_PROJECTION',
  SearchNotPermitted: 'SEARCH_NOT_PERMITTED',
  InsertNotPermitted: 'INSERT_NOT_PERMITTED',
  UpdateNotPermitted: 'UPDATE_NOT_PERMITTED',
  DeleteNotPermitted: 'DELETE_NOT_PERMITTED',
};

/** Refusals of rules become Problems, with the refusal and its reason as their cause. */
export async function refusing<Result>(work: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw toRefusal(error);
  }
}

export function toRefusal(error: unknown): unknown {
  if (!(error instanceof RuleRefusal)) return error;
  return new Problem(codes[error.code], { detail: error.message, cause: error });
}

/** What a plan says about the texts of MongoDB's errors. */
export interface Shown {
  readonly showsErrors: boolean;
}

/** Errors of MongoDB can quote what rules hide, or tell whose it is: then only the kind of error is told. */
export async function shielding<Result>(access: Access, plan: Shown, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw shielded(access, plan, error);
  }
}

export function shielded({ isSystem }: Access, { showsErrors }: Shown, error: unknown): unknown {
  if (!(error instanceof Problem)) return error;
  const { code, detail = '', errors } = error;
  const told = progress.exec(detail)?.[0];
  if (code === 'DUPLICATE_KEY') {
    if (isSystem) return new Problem(code, { detail: `${duplicateKey}: ${detail}`, errors, cause: error });
    return new Problem(code, { detail: told === undefined ? duplicateKey : `${duplicateKey}: ${told}`, cause: error });
  }
  const quotes = code === 'INVALID_OPERATION' || code === 'DOCUMENT_VALIDATION_FAILED';
  if (!quotes || showsErrors || isRefusedUnsent(error)) return error;
  return new Problem(code, { ...(told !== undefined && { detail: told }), cause: error });
}

/** How far an insert of many has come is no secret. */
const progress = /^\d+ of \d+ documents were inserted, in order; the next was refused/;

/** Clients of App Services look for these words. */
const duplicateKey = 'Duplicate key error';
