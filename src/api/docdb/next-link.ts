/**
 * The `Link` header to the next page: the request's own target with `after` replaced, and without `skip`.
 * @param target path and query as sent
 */
export function nextLink(target: string, token: string): string {
  const [path = '', ...search] = target.split('?');
  const pairs = search.join('?').split('&');
  const kept = pairs.filter((pair) => pair !== '' && !['after', 'skip'].includes(nameOf(pair)));
  const next = `${path}?${[...kept, `after=${token}`].join('&')}`;
  return `<${next.replaceAll(/[^\x21\x23-\x3b\x3d\x3f-\x7e]/g, encodeURIComponent)}>; rel="next"`;
}

function nameOf(pair: string): string {
  return decodeURIComponent(pair.split('=', 1)[0] ?? '');
}
