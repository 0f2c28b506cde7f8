const mark = Symbol('verbatim');

/** An object of somebody else's fields: shown as it is, though its fields may be called as ours. */
export function verbatim<Value extends object>(value: Value): Value {
  return Object.defineProperty(value, mark, { value: true });
}

export function isVerbatim(value: object): boolean {
  return mark in value;
}
