import type { User } from '../../../shared/api.ts';
import { api, withPage } from './api.ts';
import { Store } from './store.ts';

/** The user who is logged in; null until the server has responded. */
export const me = new Store<User | null>(withPage.me()?.user ?? null);

let requested = me.get() !== null;

/** Requests once who is logged in; after a failure, the next call tries again. */
export async function loadMe(): Promise<void> {
  if (requested) return;
  requested = true;
  try {
    me.set((await api.me()).user);
  } catch (error) {
    requested = false;
    reportError(error);
  }
}
