import type { Link } from './links.ts';

export interface PagePosition {
  /** From 1. */
  readonly pageNum: number;
  readonly itemsPerPage: number;
  readonly hasNext: boolean;
}

/**
 * The links of one page of a list: `self` as asked, `previous` but for the first page, `next` but for the last.
 * @param target path and query as sent
 */
export function pageLinks(target: string, { pageNum, itemsPerPage, hasNext }: PagePosition): Link[] {
  const [path = '', search = ''] = target.split('?', 2);
  const asked = search.split('&').filter((pair) => pair !== '');
  const others = asked.filter((pair) => !pair.startsWith('pageNum='));
  const sized = has(others, 'itemsPerPage') ? others : [...others, `itemsPerPage=${itemsPerPage}`];
  const href = (query: readonly string[]): string => `${path.replace(/\/$/, '')}?${query.join('&')}`;
  const page = (number: number): string => href([...sized, `pageNum=${number}`]);

  const missing = [
    ...(has(asked, 'pageNum') ? [] : [`pageNum=${pageNum}`]),
    ...(has(asked, 'itemsPerPage') ? [] : [`itemsPerPage=${itemsPerPage}`]),
  ];
  return [
    { rel: 'self', href: href([...asked, ...missing]) },
    ...(pageNum > 1 ? [{ rel: 'previous', href: page(pageNum - 1) }] : []),
    ...(hasNext ? [{ rel: 'next', href: page(pageNum + 1) }] : []),
  ];
}

function has(pairs: readonly string[], name: string): boolean {
  return pairs.some((pair) => pair.startsWith(`${name}=`));
}
