/** One operation of a contract, as the generated table states it; the edge reads all policy from here. */
export interface Operation {
  readonly operationId: string;
  readonly plane: string;
  readonly method: string;
  /** Canonical path template: `/docdb/{database}/{collection}`. */
  readonly path: string;
  readonly policy: string;
  readonly body: { readonly mediaTypes: readonly string[]; readonly required: boolean } | null;
}
