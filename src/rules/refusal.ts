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

/** Rules refuse an operation. The message may be shown to the user; the reason is for the log and for administrators. */
export class RuleRefusal extends Error {
  readonly code: RefusalCode;
  readonly reason: string;

  constructor(code: RefusalCode, message: string, reason = message) {
    super(message);
    this.name = 'RuleRefusal';
    this.code = code;
    this.reason = reason;
  }
}
