/** Where a user's access list is. */
export function listPath({ userId }: { readonly userId: string }): string {
  return `/users/${userId}/accessList`;
}
