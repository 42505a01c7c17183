import type { PageTarget } from './target.ts';

/** A page by its address. */
export interface VisitTarget extends PageTarget {
  /** The whole address; its query may hold a secret. */
  readonly url: string;
}

/** A page by its address, without a login. */
export function visitTarget(url: URL): VisitTarget {
  return {
    id: 'page',
    url: url.href,
    baseUrl: url.origin,
    login: () => Promise.resolve(),
    secrets: [],
  };
}
