import { type Answer, call, type CallOptions } from '../../_harness/client.ts';

/** The target of `Link: <…>; rel="next"`. */
export function nextOf({ headers }: Answer): string | undefined {
  return /^<([^>]+)>; rel="next"$/.exec(headers.get('link') ?? '')?.[1];
}

/** The pages from a target on, as long as there is a next one. */
export async function followLinks(target: string, options: CallOptions = {}): Promise<unknown[][]> {
  const { pages, refusal } = await followUntilRefused(target, options);
  if (refusal !== undefined) throw new Error(refusal.text);
  return pages;
}

/** As `followLinks`, up to an answer that is no page. */
export async function followUntilRefused(
  target: string,
  options: CallOptions = {},
): Promise<{ pages: unknown[][]; refusal?: Answer }> {
  const pages: unknown[][] = [];
  for (let next: string | undefined = target; next !== undefined;) {
    const answer: Answer = await call('GET', next, options);
    if (answer.status !== 200) return { pages, refusal: answer };
    pages.push(answer.json as unknown[]);
    next = nextOf(answer);
  }
  return { pages };
}
