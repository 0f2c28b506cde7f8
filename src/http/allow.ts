/** The value of `Allow` for the methods of a contract: HEAD comes with GET, OPTIONS always. */
export function allowHeader(methods: readonly string[]): string {
  const withHead = methods.includes('GET') ? [...methods, 'HEAD'] : methods;
  return [...withHead, 'OPTIONS'].toSorted().join(', ');
}
