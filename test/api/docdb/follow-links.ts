import { type Answer, call, type CallOptions } from '../../_harness/client.ts';

/** The target of `Link: <…>; rel="next"`. */
export function nextOf({ headers }: Answer): string | undefined {
  return /^<([^>]+)>; rel="next"$/.exec(headers.get('link') ?? '')?.[1];
}

/** The pages from a target on, as long as there is a next one. */
export async function followLinks(target: string, options: CallOptions = {}): Promise<unknown[][]> {
  const pages: unknown[][] = [];
  for (let next: string | undefined = target; next !== undefined;) {
    const answer: Answer = await call('GET', next, options);
    if (answer.status !== 200) throw new Error(answer.text);
    pages.push(answer.json as unknown[]);
    next = nextOf(answer);
  }
  return pages;
}
