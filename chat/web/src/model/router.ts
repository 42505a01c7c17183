import { Store } from './store.ts';

export type Route =
  | { page: 'list' }
  /** `at` is the sequence of a message to show. */
  | { page: 'conversation'; id: number; at: number | null }
  | { page: 'login'; reason: string | null }
  | { page: 'unknown' };

/** The route of a path of this application. `?reason=` gives the reason for the login page. */
export function parseRoute(pathname: string, search = ''): Route {
  const id = /^\/c\/(\d+)\/?$/.exec(pathname)?.[1];
  if (id !== undefined) {
    const at = /^[1-9]\d{0,14}$/.exec(new URLSearchParams(search).get('at') ?? '')?.[0];
    return { page: 'conversation', id: Number(id), at: at === undefined ? null : Number(at) };
  }
  if (pathname === '/') return { page: 'list' };
  if (pathname === '/login') return { page: 'login', reason: new URLSearchParams(search).get('reason') };
  return { page: 'unknown' };
}

/** False on the server, which has no address bar. */
const inBrowser = typeof window !== 'undefined';
const here = (): Route => (inBrowser ? parseRoute(location.pathname, location.search) : { page: 'unknown' });

/** The current route, in sync with the address bar. */
export const route = new Store<Route>(here());

if (inBrowser) window.addEventListener('popstate', () => route.set(here()));

/** Goes to a path of this application; `replace` leaves no entry in the history. */
export function navigate(path: string, { replace = false } = {}): void {
  if (replace) history.replaceState(null, '', path);
  else history.pushState(null, '', path);
  route.set(here());
}
