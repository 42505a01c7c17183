import type { PageTarget } from './target.ts';

/** A page by its address, without a login. */
export function pageTarget(url: URL): PageTarget {
  return { id: 'page', baseUrl: url.origin, login: () => Promise.resolve(), secrets: [] };
}
