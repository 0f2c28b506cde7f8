export type RefusalCode =
  | 'NoMatchingRuleFound'
  | 'FieldNotReadable'
  | 'OperatorNotAllowed'
  | 'StageNotAllowed'
  | 'InvalidProjection'
  | 'SearchNotPermitted'
  | 'InsertNotPermitted'
  | 'UpdateNotPermitted'
  | 'DeleteNotPermitted';

/** Why a write is refused, for administrators. */
export interface Reason {
  /** May name fields of the document that is written. */
  readonly told: string;
  /** Says nothing but what rules say, for the log. */
  readonly logged: string;
}

/** A reason that names nothing but what rules name. */
export function ofRules(text: string): Reason {
  return { told: text, logged: text };
}

/**
 * Rules refuse an operation. The message may be shown to the user; the reason is for administrators. What may be logged of
 * it has no name that came with the request or stands in a document; undefined where there is nothing to say then.
 */
export class RuleRefusal extends Error {
  readonly code: RefusalCode;
  readonly reason: string;
  readonly logged: string | undefined;

  constructor(code: RefusalCode, message: string, reason?: Reason) {
    super(message);
    this.name = 'RuleRefusal';
    this.code = code;
    this.reason = reason?.told ?? message;
    this.logged = reason?.logged;
  }
}
