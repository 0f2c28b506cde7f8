/** What a mistyped word most likely means. A leaf: imports nothing of ours. */
export { suggest } from './suggest.ts';
