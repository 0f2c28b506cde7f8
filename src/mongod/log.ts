/** What this room needs of a logger; pino's fits. */
export interface MongodLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}
