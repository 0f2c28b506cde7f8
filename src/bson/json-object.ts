export type JsonObject = Record<string, unknown>;

/** Sets a field. Plain assignment to `__proto__` would change the prototype instead. */
export function setOwn(object: JsonObject, name: string, value: unknown): void {
  if (name !== '__proto__') object[name] = value;
  else Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
}
