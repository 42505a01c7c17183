import { Store } from './store.ts';

export type Route =
  | { page: 'list' }
  /** `at` is the sequence of a message to show. */
  | { page: 'conversation'; id: number; at: number | null }
  | { page: 'login'; reason: string | null }
  | { page: 'unknown' };

/** What a path of this application shows. `?reason=` of the login page says why one is there. */
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

/** Where there is no address bar, on the server, it shows nothing. */
const inBrowser = typeof window !== 'undefined';
const here = (): Route => (inBrowser ? parseRoute(location.pathname, location.search) : { page: 'unknown' });

/** The route on screen, kept in step with the address bar. */
export const route = new Store<Route>(here());

if (inBrowser) window.addEventListener('popstate', () => route.set(here()));

/** Goes to a path of this application; `replace` leaves no entry in the history. */
export function navigate(path: string, { replace = false } = {}): void {
  if (replace) history.replaceState(null, '', path);
  else history.pushState(null, '', path);
  route.set(here());
}
