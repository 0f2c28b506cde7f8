/** As whom something runs. `application`: the user whose credentials come with the request. */
export type RunAs =
  | { readonly as: 'application' }
  | { readonly as: 'system' }
  | { readonly as: 'user'; readonly userId: string }
  /** JavaScript whose result is a user id, or `{runAsSystem: true}`. */
  | { readonly as: 'script'; readonly source: string };
