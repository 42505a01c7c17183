import type { User } from '../../../shared/api.ts';
import { api, withPage } from './api.ts';
import { Store } from './store.ts';

/** Who is logged in; null until the server has said so. */
export const me = new Store<User | null>(withPage.me()?.user ?? null);

let asked = me.get() !== null;

/** Asks once who is logged in; a failure is tried again the next time. */
export async function loadMe(): Promise<void> {
  if (asked) return;
  asked = true;
  try {
    me.set((await api.me()).user);
  } catch (error) {
    asked = false;
    reportError(error);
  }
}
